# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    good = learning[learning["AVG_REMOVAL_RATE"] < limit]
    out = []
    for stage in test["STAGE"]:
        rates = good.loc[good["STAGE"] == stage, "AVG_REMOVAL_RATE"]
        out.append(rates.median() if len(rates) else good["AVG_REMOVAL_RATE"].median())
    return pd.Series(out, index=test.index)


# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    known = set(learning_wafers)
    return sum(w in known for w in test_wafers) / len(test_wafers)


# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = sorted(set(groups.tolist()))
    count = min(max(round(share * len(names)), 1), len(names) - 1)
    chosen = {names[i] for i in generator.permutation(len(names))[:count]}
    return np.array([g in chosen for g in groups.tolist()])


# %% solution="margin"
def margin(misfits, coverage):
    sizes = sorted(abs(m) for m in misfits)
    rank = int(np.ceil((len(sizes) + 1) * coverage - 1e-9))
    return np.inf if rank > len(sizes) else sizes[rank - 1]


# %% solution="coverage_by_group"
def coverage_by_group(actual, low, high, groups):
    result = {}
    for name in set(groups.tolist()):
        rows = [i for i in range(len(groups)) if groups[i] == name]
        result[name] = 100 * sum(low[i] <= actual[i] <= high[i] for i in rows) / len(rows)
    return pd.Series(result).sort_values()


# %% solution="is_outside"
def is_outside(learning, new):
    out = []
    for row in new:
        inside = True
        for j, value in enumerate(row):
            if np.isnan(value) or value < min(learning[:, j]) or value > max(learning[:, j]):
                inside = False
        out.append(not inside)
    return np.array(out)
