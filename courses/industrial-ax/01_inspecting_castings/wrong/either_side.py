# %% [markdown]
# 이틀이 같은 쪽인지 보지 않습니다. 위아래로 튀는 하루짜리 둘을 드리프트라고 합니다.
#
# loses: light_alarm_needs_two_days
# caught by: 하루는 밝고 하루는 어두움

# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    usual = brightness[:first_days]
    is_far = np.abs(brightness - usual.mean()) > 3 * usual.std()
    for day in range(first_days + 1, len(brightness)):
        if is_far[day] and is_far[day - 1]:
            return day
    return -1
