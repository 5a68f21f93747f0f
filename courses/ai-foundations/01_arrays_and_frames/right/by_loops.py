# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="defect_percent"
def defect_percent(produced, defective):
    answer = []
    for made, bad in zip(produced, defective, strict=True):
        if made == 0:
            answer.append(np.nan)
        else:
            answer.append(bad / made * 100)
    return np.array(answer)


# %% solution="standardise"
def standardise(readings):
    columns = []
    for k in range(readings.shape[1]):
        column = readings[:, k]
        columns.append((column - sum(column) / len(column)) / np.std(column))
    return np.array(columns).T


# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    keep = [
        i
        for i, row in parts.iterrows()
        if row["temperature_c"] > hottest_c or row["density"] < lightest
    ]
    return parts.loc[keep].sort_values("density")


# %% solution="summarise"
def summarise(parts, lightest=2.60):
    rows, names = [], []
    for name, group in parts.groupby(["furnace", "shift"]):
        names.append(name)
        rows.append(
            [
                len(group),
                group["density"].mean(),
                (group["density"] < lightest).sum() / len(group) * 100,
            ]
        )
    return pd.DataFrame(
        rows,
        index=pd.MultiIndex.from_tuples(names),
        columns=["count", "mean_density", "light_percent"],
    )
