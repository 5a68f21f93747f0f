# %% [markdown]
# 기록에 더 찬 값이 있으면 모르는 칸도 그만큼 찼다고 봅니다.
#
# loses: life_bounds_hold_the_unknown
# caught by: 한계보다 찬

# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    low, high = min(coldest_celsius, np.nanmin(celsius)), max(warmest_celsius, np.nanmax(celsius))
    return np.array(
        [
            used_life(np.where(np.isnan(celsius), c, celsius), step_minutes, energy_kj_per_mol)
            for c in (low, high)
        ]
    )
