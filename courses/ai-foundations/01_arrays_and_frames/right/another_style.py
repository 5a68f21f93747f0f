# %% [markdown]
# 같은 답을 다른 방법으로: np.divide의 where, keepdims, query, concat.

# %% solution="defect_percent"
def defect_percent(produced, defective):
    produced, defective = np.asarray(produced, dtype=float), np.asarray(defective, dtype=float)
    empty = np.full_like(produced, np.nan)
    return 100 * np.divide(defective, produced, out=empty, where=produced != 0)


# %% solution="standardise"
def standardise(readings):
    centred = np.array(readings, dtype=float)
    centred -= centred.mean(axis=0, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=0, keepdims=True))
    return centred / spread


# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    ordered = parts.iloc[np.argsort(parts["density"].to_numpy(), kind="stable")]
    return ordered.query("temperature_c > @hottest_c or density < @lightest")


# %% solution="summarise"
def summarise(parts, lightest=2.60):
    groups = parts.groupby(["furnace", "shift"])["density"]
    light = groups.apply(lambda values: 100 * (values < lightest).mean())
    columns = {"count": groups.count(), "mean_density": groups.mean(), "light_percent": light}
    return pd.concat(columns, axis=1)
