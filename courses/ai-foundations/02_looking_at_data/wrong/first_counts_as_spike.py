# %% [markdown]
# 맨 앞과 맨 뒤의 값도 이웃 하나만 보고 고장이라고 합니다.
#
# loses: find_spikes_keeps_real_events
# caught by: 맨 앞과 맨 뒤

# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    padded = np.concatenate([[temperature_c[1]], temperature_c, [temperature_c[-2]]])
    before, after = temperature_c - padded[:-2], temperature_c - padded[2:]
    return (np.minimum(np.abs(before), np.abs(after)) > largest_step) & (before * after > 0)
