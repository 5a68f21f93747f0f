# %% [markdown]
# 가장 싱싱한 상자부터 줍니다. 오래가는 상자가 필요한 병원이 못 받습니다.
#
# loses: assign_boxes_short_lives_first
# caught by: 세 병원

# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    left, given = left_days.copy(), []
    for needed in needed_days:
        box = int(left.argmax())
        given.append(box if left[box] >= needed else -1)
        left[box] = left[box] if given[-1] < 0 else -1
    return np.array(given)
