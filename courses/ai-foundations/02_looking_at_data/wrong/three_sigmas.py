# %% [markdown]
# 평균에서 표준편차의 세 배 넘게 떨어지면 고장이라고 합니다. 짧은 기록에서는 튄 값 자신이 표준편차를 키워 숨습니다.
#
# loses: find_spikes_keeps_real_events
# caught by: 위로 튄 값

# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    return np.abs(temperature_c - temperature_c.mean()) > 3 * temperature_c.std()
