# %% [markdown]
# 어두워지는 쪽만 봅니다. 등을 새로 갈아 밝아진 날도 기준은 틀려집니다.
#
# loses: light_alarm_needs_two_days
# caught by: 밝아진 빛

# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    usual = brightness[:first_days]
    is_dark = brightness < usual.mean() - 3 * usual.std()
    for day in range(first_days + 1, len(brightness)):
        if is_dark[day] and is_dark[day - 1]:
            return day
    return -1
