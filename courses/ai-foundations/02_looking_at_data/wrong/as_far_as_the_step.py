# %% [markdown]
# 기준만큼만 다른 값까지 고장으로 봅니다.
#
# loses: find_spikes_keeps_real_events
# caught by: 꼭 그만큼

# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    s = np.zeros(len(temperature_c), dtype=bool)
    d = np.diff(temperature_c)
    s[1:-1] = (
        (np.abs(d[:-1]) >= largest_step) & (np.abs(d[1:]) >= largest_step) & (d[:-1] * d[1:] < 0)
    )
    return s
