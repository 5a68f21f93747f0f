# %% [markdown]
# 폭의 끝과 같은 값을 밖이라고 셉니다.
#
# loses: coverage_by_group_shows_the_worst
# caught by: 비율(%)

# %% solution="coverage_by_group"
def coverage_by_group(actual, low, high, groups):
    inside = pd.Series((actual > low) & (actual < high))
    return (100.0 * inside.groupby(np.asarray(groups)).mean()).sort_values()
