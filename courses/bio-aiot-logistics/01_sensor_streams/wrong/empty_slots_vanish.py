# %% [markdown]
# 기록이 없는 칸을 표에서 빼 버립니다.
#
# loses: to_grid_one_value_a_slot
# caught by: 빈 칸

# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    return pd.Series(celsius).groupby(minute // step_minutes).mean().to_numpy()[:slots]
