# %% [markdown]
# 표준편차를 n − 1로 나누어, 기준이 조금 느슨해집니다.
#
# loses: light_alarm_needs_two_days
# caught by: 세 배를 조금

# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    first = brightness[:first_days]
    z = (brightness - first.mean()) / first.std(ddof=1)
    s = np.where(np.abs(z) > 3, np.sign(z), 0)
    for d in range(first_days + 1, len(s)):
        if s[d] != 0 and s[d] == s[d - 1]:
            return d
    return -1
