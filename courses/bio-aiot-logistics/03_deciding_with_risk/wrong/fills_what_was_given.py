# %% [markdown]
# 받은 배열에 바로 채웁니다. 두 번째에는 채울 자리가 남아 있지 않습니다.
#
# loses: life_bounds_hold_the_unknown
# caught by: 모르는 하루

# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    bounds = []
    for each in (coldest_celsius, warmest_celsius):
        celsius[np.isnan(celsius)] = each
        bounds.append(used_life(celsius, step_minutes, energy_kj_per_mol))
    return np.array(bounds)
