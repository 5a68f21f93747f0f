# %% [markdown]
# 가장 찬 자리를 min으로 찾습니다. 모르는 자리 하나가 다른 자리의 경보를 막습니다.
#
# loses: freeze_alarm_stays_on
# caught by: 말이 없는 자리

# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    return np.maximum.accumulate(celsius.min(axis=0) <= margin_celsius)
