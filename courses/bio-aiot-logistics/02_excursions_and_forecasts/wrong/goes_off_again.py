# %% [markdown]
# 온도가 돌아오면 경보도 꺼집니다.
#
# loses: freeze_alarm_stays_on
# caught by: 한 자리가 얼 뻔했을 때

# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    return (celsius <= margin_celsius).any(axis=0)
