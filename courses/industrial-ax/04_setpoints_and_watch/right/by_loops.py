# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="design"
def design(low, high, centres, generator):
    rows = [[]]
    for a, b in zip(low, high, strict=True):
        rows = [[*row, v] for row in rows for v in (a, b)]
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    rows += [list(middle) for _ in range(centres)]
    rows = np.array(rows, dtype=float)
    return rows[generator.permutation(len(rows))]


# %% solution="fit_surface"
def fit_surface(settings, result):
    table = np.array([[1, a, b, a * a, b * b, a * b] for a, b in settings])
    return np.linalg.lstsq(table, result, rcond=None)[0]


# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    best, best_share = -1, 0.0
    for i in range(len(cost)):
        share = sum(t >= at_least for t in thickness[:, i]) / len(thickness)
        if share < confidence:
            continue
        if best == -1 or cost[i] < cost[best] or (cost[i] == cost[best] and share > best_share):
            best, best_share = i, share
    return best


# %% solution="next_step"
def next_step(now, wanted, largest):
    out = []
    for n, w, most in zip(now, wanted, largest, strict=True):
        if w > n:
            out.append(min(n + most, w))
        else:
            out.append(max(n - most, w))
    return np.array(out)


# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    mean, t = 0.0, 0
    for i, m in enumerate(misfits):
        if m != m:
            continue
        t += 1
        mean = (1 - weight) * mean + weight * m
        if abs(mean) > 3 * sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * t))):
            return i
    return -1
