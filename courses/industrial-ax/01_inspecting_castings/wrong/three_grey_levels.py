# %% [markdown]
# 표준편차의 세 배가 아니라 밝기 3을 기준으로 씁니다.
#
# loses: light_alarm_needs_two_days
# caught by: 들쭉날쭉한

# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    first = brightness[:first_days]
    m = first.mean()
    s = np.where(np.abs(brightness - m) > 3, np.sign(brightness - m), 0)
    for d in range(first_days + 1, len(s)):
        if s[d] != 0 and s[d] == s[d - 1]:
            return d
    return -1
