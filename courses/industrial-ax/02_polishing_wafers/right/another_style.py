# %% [markdown]
# 같은 답을 다른 방법으로: 사전, 집합, 섞어서 자르기, 정렬 대신 세기, 표로 묶기, NaN을 무한대로.

# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    rates = learning["AVG_REMOVAL_RATE"].where(learning["AVG_REMOVAL_RATE"] < limit)
    by_stage = {name: part.median() for name, part in rates.groupby(learning["STAGE"])}
    return pd.Series([by_stage.get(name, rates.median()) for name in test["STAGE"]], test.index)


# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    known = set(np.asarray(learning_wafers).tolist())
    found = [number in known for number in np.asarray(test_wafers).tolist()]
    return sum(found) / len(found)


# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = list(dict.fromkeys(np.asarray(groups).tolist()))
    generator.shuffle(names)
    count = min(max(round(share * len(names)), 1), len(names) - 1)
    chosen = set(names[:count])
    return np.array([name in chosen for name in np.asarray(groups).tolist()])


# %% solution="margin"
def margin(misfits, coverage):
    sizes = np.append(np.abs(np.asarray(misfits, dtype=float)), np.inf)
    enough = [size for size in sizes if np.mean(sizes <= size) >= coverage - 1e-9]
    return min(enough)


# %% solution="coverage_by_group"
def coverage_by_group(actual, low, high, groups):
    distance = np.maximum(np.asarray(low) - actual, actual - np.asarray(high))
    table = pd.DataFrame({"group": groups, "percent": np.where(distance <= 0, 100.0, 0.0)})
    return table.pivot_table(index="group", values="percent")["percent"].sort_values()


# %% solution="is_outside"
def is_outside(learning, new):
    known = np.where(np.isnan(new), np.inf, new)
    return np.any((known < learning.min(axis=0)) | (known > learning.max(axis=0)), axis=1)
