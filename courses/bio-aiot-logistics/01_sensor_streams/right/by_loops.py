# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="calibrate"
def calibrate(shown, bath_shown, bath_true):
    n = len(bath_shown)
    mx, my = sum(bath_shown) / n, sum(bath_true) / n
    slope = sum((x - mx) * (y - my) for x, y in zip(bath_shown, bath_true, strict=True)) / sum(
        (x - mx) ** 2 for x in bath_shown
    )
    return my + slope * (shown - mx)


# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    sums, counts = [0.0] * slots, [0] * slots
    for m, c in zip(minute, celsius, strict=True):
        k = int(m // step_minutes)
        if k < slots:
            sums[k] += c
            counts[k] += 1
    return np.array([s / n if n else np.nan for s, n in zip(sums, counts, strict=True)])


# %% solution="fill_short_gaps"
def fill_short_gaps(celsius, longest):
    out = np.array(celsius, dtype=float)
    i = 0
    while i < len(out):
        if not np.isnan(out[i]):
            i += 1
            continue
        j = i
        while j < len(out) and np.isnan(celsius[j]):
            j += 1
        if i > 0 and j < len(out) and j - i <= longest:
            for k in range(i, j):
                out[k] = out[i - 1] + (celsius[j] - out[i - 1]) * (k - i + 1) / (j - i + 1)
        i = j
    return out


# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    speeds = []
    for c in celsius:
        if c != c:
            return np.nan
        speeds.append(np.exp(-delta_h_kj_per_mol / (8.3144e-3 * (c + 273.15))))
    return delta_h_kj_per_mol / 8.3144e-3 / -np.log(sum(speeds) / len(speeds)) - 273.15


# %% solution="worst_window"
def worst_window(celsius, window):
    worst = np.nan
    for i in range(len(celsius) - window + 1):
        m = mkt(celsius[i : i + window])
        if not np.isnan(m) and (np.isnan(worst) or m > worst):
            worst = m
    return worst
