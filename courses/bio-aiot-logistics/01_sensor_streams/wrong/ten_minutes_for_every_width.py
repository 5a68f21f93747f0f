# %% [markdown]
# 칸의 폭을 10분으로 못 박습니다.
#
# loses: to_grid_one_value_a_slot
# caught by: 다른 폭

# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    return pd.Series(celsius).groupby(minute // 10).mean().reindex(range(slots)).to_numpy()
