# %% [markdown]
# 상수 1의 열을 0으로 두어, 곡면이 늘 0을 지나게 합니다.
#
# loses: fit_surface_finds_the_weights
# caught by: 여섯 가중치

# %% solution="fit_surface"
def fit_surface(settings, result):
    a, b = settings.T
    columns = np.column_stack([np.zeros(len(a)), a, b, a**2, b**2, a * b])
    return np.linalg.lstsq(columns, result, rcond=None)[0]
