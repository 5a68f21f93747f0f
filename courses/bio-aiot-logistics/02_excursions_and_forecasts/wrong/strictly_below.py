# %% [markdown]
# 기준과 같은 온도를 그냥 넘깁니다.
#
# loses: freeze_alarm_stays_on
# caught by: 기준과 같은 온도

# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    return np.maximum.accumulate((celsius < margin_celsius).any(axis=0))
