# %% [markdown]
# 칸 안의 에너지를 더하지 않고 평균합니다. 넓은 칸이 작아집니다.
#
# loses: band_levels_adds_energy
# caught by: 에너지

# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    bands = [power[:, (hz >= low) & (hz < high)].mean(axis=1) for low, high in pairwise(edges_hz)]
    return np.log10(np.column_stack(bands) + 1e-12)
