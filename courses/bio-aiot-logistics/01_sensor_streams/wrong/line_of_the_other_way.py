# %% [markdown]
# 진짜 값에서 보여 준 값으로 직선을 맞춘 다음 뒤집습니다. 점이 흩어지면 다른 직선입니다.
#
# loses: calibrate_by_a_straight_line
# caught by: 흩어진 점

# %% solution="calibrate"
def calibrate(shown, bath_shown, bath_true):
    slope, bias = np.polyfit(bath_true, bath_shown, 1)
    return (shown - bias) / slope
