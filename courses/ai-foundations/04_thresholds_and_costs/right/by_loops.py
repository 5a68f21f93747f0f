# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="confusion"
def confusion(is_defect, probability, threshold):
    table = np.zeros((2, 2), dtype=int)
    for bad, p in zip(is_defect, probability, strict=True):
        table[int(bad), int(p >= threshold)] += 1
    return table


# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    caught = flagged = bad = 0
    for d, p in zip(is_defect, probability, strict=True):
        bad += d
        flagged += p >= threshold
        caught += d and p >= threshold
    return [caught / flagged if flagged else np.nan, caught / bad if bad else np.nan]


# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    best, best_cost = np.inf, miss * np.sum(is_defect)
    for t in sorted(set(probability.tolist()), reverse=True):
        cost = miss * np.sum(is_defect & (probability < t)) + scrap * np.sum(
            ~is_defect & (probability >= t)
        )
        if cost < best_cost:
            best, best_cost = t, cost
    return best


# %% solution="calibration"
def calibration(is_defect, probability, edges):
    rows = []
    for i in range(len(edges) - 1):
        low, high = edges[i], edges[i + 1]
        last = i == len(edges) - 2
        inside = [
            (p, d)
            for p, d in zip(probability, is_defect, strict=True)
            if low <= p < high or (last and p == high)
        ]
        if not inside:
            rows.append([0, np.nan, np.nan])
        else:
            rows.append(
                [
                    len(inside),
                    sum(p for p, _ in inside) / len(inside),
                    sum(d for _, d in inside) / len(inside),
                ]
            )
    return np.array(rows, dtype=float)


# %% solution="cheapest_action"
def cheapest_action(probability, miss, scrap, recheck):
    out = []
    for p in probability:
        costs = [p * miss, recheck, (1 - p) * scrap]
        out.append(costs.index(min(costs)))
    return np.array(out)
