# %% [markdown]
# 미지수가 여섯이니 앞의 여섯 줄로 푼다고 생각했습니다. 나머지 실험은 버려집니다.
#
# loses: fit_surface_finds_the_weights
# caught by: 여섯 가중치

# %% solution="fit_surface"
def fit_surface(settings, result):
    a, b = settings[:6].T
    columns = np.column_stack([np.ones(len(a)), a, b, a**2, b**2, a * b])
    return np.linalg.lstsq(columns, result[:6], rcond=None)[0]
