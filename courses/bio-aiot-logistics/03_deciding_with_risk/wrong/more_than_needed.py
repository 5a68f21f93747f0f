# %% [markdown]
# 딱 필요한 만큼 남은 상자를 모자란다고 합니다.
#
# loses: assign_boxes_short_lives_first
# caught by: 딱 필요한 만큼

# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    left, given = left_days.copy(), []
    for needed in needed_days:
        enough = np.where(left > needed, left, np.inf)
        given.append(int(enough.argmin()) if np.isfinite(enough).any() else -1)
        if given[-1] >= 0:
            left[given[-1]] = -np.inf
    return np.array(given)
