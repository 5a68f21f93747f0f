# %% [markdown]
# 자리들을 평균합니다. 더운 자리가 찬 자리를 덮어 줍니다.
#
# loses: freeze_alarm_stays_on
# caught by: 한 자리가 얼 뻔했을 때

# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    return np.maximum.accumulate(celsius.mean(axis=0) <= margin_celsius)
