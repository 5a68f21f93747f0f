# %% [markdown]
# 뒤에 남는 기록을 버리지 않고 마지막 칸에 몰아넣습니다.
#
# loses: to_grid_one_value_a_slot
# caught by: 버릴 기록

# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    slot = np.minimum(minute // step_minutes, slots - 1)
    return np.array(
        [
            celsius[slot == place].mean() if (slot == place).any() else np.nan
            for place in range(slots)
        ]
    )
