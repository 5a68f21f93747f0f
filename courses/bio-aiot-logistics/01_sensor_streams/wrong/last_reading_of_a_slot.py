# %% [markdown]
# 칸마다 평균이 아니라 마지막 값을 둡니다.
#
# loses: to_grid_one_value_a_slot
# caught by: 칸마다 평균

# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    grid = np.full(slots, np.nan)
    for when, value in zip(minute, celsius, strict=True):
        if when < slots * step_minutes:
            grid[when // step_minutes] = value
    return grid
