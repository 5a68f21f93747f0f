# %% [markdown]
# 표준편차를 모든 날에서 구합니다. 어두워진 날들이 스스로 기준을 넓혀 경보를 끕니다.
#
# loses: light_alarm_needs_two_days
# caught by: 이틀 어두움

# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    distance = (brightness - brightness[:first_days].mean()) / brightness.std()
    for day in range(first_days + 1, len(brightness)):
        if min(distance[day - 1 : day + 1]) > 3 or max(distance[day - 1 : day + 1]) < -3:
            return day
    return -1
