# %% [markdown]
# 기준과 같은 부품까지 가볍다고 셉니다.
#
# loses: summarise_every_group
# caught by: 기준과 같은 밀도

# %% solution="summarise"
def summarise(parts, lightest=2.60):
    g = parts.assign(light=parts.density <= lightest).groupby(["furnace", "shift"])
    return g.agg(
        count=("density", "size"),
        mean_density=("density", "mean"),
        light_percent=("light", lambda c: 100 * c.mean()),
    )
