# %% [markdown]
# 가벼운 부품만 먼저 걸러서 세기 때문에, 가벼운 부품이 없는 조합이 표에서 사라집니다.
#
# loses: summarise_every_group
# caught by: 모든 조합

# %% solution="summarise"
def summarise(parts, lightest=2.60):
    groups = parts.groupby(["furnace", "shift"])
    light = parts[parts["density"] < lightest].groupby(["furnace", "shift"])
    table = groups.agg(count=("density", "size"), mean_density=("density", "mean"))
    table["light_percent"] = 100 * light.size() / table["count"]
    return table.dropna()
