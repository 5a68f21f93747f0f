# %% [markdown]
# 이어지는 동안 needed개마다 새로 울립니다.
#
# loses: count_alarms_rings_once_a_run
# caught by: 두 개가 잇따라

# %% solution="count_alarms"
def count_alarms(flags, needed):
    alarms = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        if run == needed:
            alarms, run = alarms + 1, 0
    return alarms
