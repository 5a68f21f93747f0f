# %% [markdown]
# 모르는 칸을 빼고 더합니다. 모르는 시간에는 수명을 쓰지 않았다는 주장이 됩니다.
#
# loses: life_bounds_hold_the_unknown
# caught by: 모르는 하루

# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    used = used_life(celsius[~np.isnan(celsius)], step_minutes, energy_kj_per_mol)
    return np.array([used, used])
