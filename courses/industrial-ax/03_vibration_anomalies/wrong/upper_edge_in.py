# %% [markdown]
# 경계의 오른쪽을 넣어서, 경계에 놓인 소리가 두 칸에 들어갑니다.
#
# loses: band_levels_adds_energy
# caught by: 경계의 소리

# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    bands = [power[:, (hz >= low) & (hz <= high)].sum(axis=1) for low, high in pairwise(edges_hz)]
    return np.log10(np.column_stack(bands) + 1e-12)
