# %% [markdown]
# 칸마다 평균 대신 중앙값을 냅니다.
#
# loses: to_grid_one_value_a_slot
# caught by: 들쭉날쭉

# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    return (
        pd.Series(celsius)
        .groupby(np.asarray(minute) // step_minutes)
        .median()
        .reindex(range(slots))
        .to_numpy()
    )
