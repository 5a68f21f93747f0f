# %% [markdown]
# 몇 번째 칸인지를 Hz로 착각합니다. 창이 꼭 1초일 때만 맞습니다.
#
# loses: band_levels_adds_energy
# caught by: 표본이 느릴 때

# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    bands = [power[:, low:high].sum(axis=1) for low, high in pairwise(edges_hz)]
    return np.log10(np.column_stack(bands) + 1e-12)
