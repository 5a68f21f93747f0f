# %% [markdown]
# ab 대신 a + b의 열을 넣었습니다. 함께 바꿀 때의 효과가 빠집니다.
#
# loses: fit_surface_finds_the_weights
# caught by: 여섯 가중치

# %% solution="fit_surface"
def fit_surface(settings, result):
    a, b = settings.T
    columns = np.column_stack([np.ones(len(a)), a, b, a**2, b**2, a + b])
    return np.linalg.lstsq(columns, result, rcond=None)[0]
