# %% [markdown]
# argmax의 0을 "한 번도 없음"으로 읽어, 처음부터 언 날을 놓칩니다.
#
# loses: freeze_alarm_stays_on
# caught by: 처음부터 찬

# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    cold = (celsius <= margin_celsius).any(axis=0)
    first = np.argmax(cold)
    return (np.arange(celsius.shape[1]) >= first) & (first > 0)
