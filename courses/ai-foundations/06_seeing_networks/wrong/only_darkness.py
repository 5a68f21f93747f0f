# %% [markdown]
# 주변과 견주지 않고 가운데 한 칸만 봅니다. 어두울수록 커지지만, 고른 사진에서 0이 되지도 점에서 양수가 되지도 않습니다.
#
# loses: dark_spot_filter_answers_to_spots
# caught by: 어두운 점

# %% solution="dark_spot_filter"
def dark_spot_filter():
    return np.array([[0.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 0.0]])
