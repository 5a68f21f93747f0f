# %% [markdown]
# 잇따랐는지 보지 않고 걸린 창의 수를 needed로 나눕니다.
#
# loses: count_alarms_rings_once_a_run
# caught by: 두 개가 잇따라

# %% solution="count_alarms"
def count_alarms(flags, needed):
    return int(np.sum(flags)) // needed
