# %% [markdown]
# np.roll이 맨 뒤의 값을 맨 앞의 이웃으로 가져옵니다.
#
# loses: find_spikes_keeps_real_events
# caught by: 계단

# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    before = temperature_c - np.roll(temperature_c, 1)
    after = temperature_c - np.roll(temperature_c, -1)
    return (np.abs(before) > largest_step) & (np.abs(after) > largest_step)
