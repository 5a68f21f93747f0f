# %% [markdown]
# 이어짐이 끝날 때만 세어서, 끝까지 걸려 있던 경보를 빠뜨립니다.
#
# loses: count_alarms_rings_once_a_run
# caught by: 두 개가 잇따라

# %% solution="count_alarms"
def count_alarms(flags, needed):
    alarms = run = 0
    for flag in flags:
        if flag:
            run += 1
        else:
            alarms += run >= needed
            run = 0
    return int(alarms)
