# %% [markdown]
# 수업에서 본 세로 금 필터를 그대로 씁니다. 점에도 반응하지만 금에 더 크게 반응합니다.
#
# loses: dark_spot_filter_answers_to_spots
# caught by: 세로 금에 점만큼

# %% solution="dark_spot_filter"
def dark_spot_filter():
    return np.array([[1.0, -2.0, 1.0]] * 3)
