# %% [markdown]
# 같은 답을 다른 방법으로: itertools, 정규방정식, 정렬, minimum과 maximum, 가중치를 한꺼번에.

# %% solution="design"
def design(low, high, centres, generator):
    from itertools import product

    rows = [list(corner) for corner in product(*zip(low, high, strict=True))]
    rows += [[(a + b) / 2 for a, b in zip(low, high, strict=True)]] * centres
    order = np.arange(len(rows))
    generator.shuffle(order)
    return np.array(rows, dtype=float)[order]


# %% solution="fit_surface"
def fit_surface(settings, result):
    rows = np.array([[1, a, b, a * a, b * b, a * b] for a, b in settings])
    return np.linalg.solve(rows.T @ rows, rows.T @ np.asarray(result))


# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    counts = (np.asarray(thickness) >= at_least).sum(axis=0) / len(thickness)
    ranked = sorted(range(len(cost)), key=lambda number: (cost[number], -counts[number], number))
    return next((number for number in ranked if counts[number] >= confidence), -1)


# %% solution="next_step"
def next_step(now, wanted, largest):
    return np.maximum(np.minimum(wanted, now + largest), now - largest)


# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    places = np.flatnonzero(~np.isnan(misfits))
    values = np.asarray(misfits)[places]
    for count in range(1, len(values) + 1):
        shares = weight * (1 - weight) ** np.arange(count)[::-1]  # of each value so far
        if abs(shares @ values[:count]) > 3 * sigma * np.sqrt(np.sum(shares**2)):
            return int(places[count - 1])
    return -1
