# %% [markdown]
# 이미 준 상자를 다시 줍니다.
#
# loses: assign_boxes_short_lives_first
# caught by: 세 병원

# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    given = []
    for needed in needed_days:
        enough = np.where(left_days >= needed, left_days, np.inf)
        given.append(int(enough.argmin()) if np.isfinite(enough).any() else -1)
    return np.array(given)
