# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="find_excursions"
def find_excursions(celsius, limit, shortest):
    found, start = [], None
    for i, c in enumerate([*list(celsius), np.nan]):
        if c > limit:
            if start is None:
                start = i
        elif start is not None:
            if i - start >= shortest:
                found.append((start, i - start))
            start = None
    return found


# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    share = 1 - np.exp(-step_minutes / tau_minutes)
    out = [start_celsius]
    for k in range(1, len(air)):
        out.append(out[k - 1] + share * (air[k] - out[k - 1]))
    return np.array(out)


# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    best, best_error = None, np.inf
    for tau in candidates:
        guess = product_temperature(air, probe[0], tau)
        error = np.nanmean((guess - probe) ** 2)
        if error < best_error:
            best, best_error = tau, error
    return best


# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    if product_celsius >= limit_celsius:
        return 0.0
    if air_celsius <= limit_celsius:
        return np.inf
    return tau_minutes * np.log((air_celsius - product_celsius) / (air_celsius - limit_celsius))


# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    out, ringing = [], False
    for minute in range(celsius.shape[1]):
        for place in range(celsius.shape[0]):
            if celsius[place, minute] <= margin_celsius:
                ringing = True
        out.append(ringing)
    return np.array(out)
