# %% [markdown]
# 이미 코드화된 조건에서 평균을 또 뺍니다.
#
# loses: fit_surface_finds_the_weights
# caught by: 한가운데가 0이

# %% solution="fit_surface"
def fit_surface(settings, result):
    a, b = (settings - settings.mean(axis=0)).T
    return np.linalg.lstsq(np.column_stack([np.ones(len(a)), a, b, a**2, b**2, a * b]), result)[0]
