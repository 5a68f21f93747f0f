# %% [markdown]
# 묶음 이름 순서로 늘어놓아, 가장 나쁜 묶음이 묻힙니다.
#
# loses: coverage_by_group_shows_the_worst
# caught by: 비율(%)

# %% solution="coverage_by_group"
def coverage_by_group(actual, low, high, groups):
    inside = pd.Series((actual >= low) & (actual <= high))
    return 100.0 * inside.groupby(np.asarray(groups)).mean()
