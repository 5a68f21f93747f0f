# %% [markdown]
# 1e-12를 더하지 않아 소리 없는 창에서 로그 0을 구합니다.
#
# loses: band_levels_adds_energy
# caught by: RuntimeWarning

# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    bands = [power[:, (hz >= low) & (hz < high)].sum(axis=1) for low, high in pairwise(edges_hz)]
    return np.log10(np.column_stack(bands))
