# %% [markdown]
# 얼음물에서 맞춘 차이 하나를 모든 온도에서 뺍니다.
#
# loses: calibrate_by_a_straight_line
# caught by: 두 점을 지나는 직선

# %% solution="calibrate"
def calibrate(shown, bath_shown, bath_true):
    return shown - np.mean(bath_shown - bath_true)
