# %% [markdown]
# 마지막 칸이 위 경계를 넘어 끝까지 더합니다.
#
# loses: band_levels_adds_energy
# caught by: 마지막 경계

# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    f = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    p = np.abs(np.fft.rfft(windows)) ** 2
    return np.log10(np.add.reduceat(p, np.searchsorted(f, edges_hz[:-1]), axis=1) + 1e-12)
