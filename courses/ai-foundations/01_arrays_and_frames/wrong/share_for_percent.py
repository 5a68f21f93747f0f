# %% [markdown]
# 비율을 퍼센트가 아니라 0에서 1 사이의 수로 돌려줍니다.
#
# loses: summarise_every_group
# caught by: 기대하는 값은 25

# %% solution="summarise"
def summarise(parts, lightest=2.60):
    marked = parts.assign(light=parts["density"] < lightest)
    groups = marked.groupby(["furnace", "shift"])
    return groups.agg(
        count=("density", "size"), mean_density=("density", "mean"), light_percent=("light", "mean")
    )
