# %% [markdown]
# 가장 좋은 경우를 5 °C로 못 박습니다.
#
# loses: life_bounds_hold_the_unknown
# caught by: 찬 공백

# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    unknown = np.isnan(celsius)
    return np.array(
        [
            used_life(np.where(unknown, each, celsius), step_minutes, energy_kj_per_mol)
            for each in (5.0, warmest_celsius)
        ]
    )
