# %% [markdown]
# 제곱을 평균하지 않고 더하기만 합니다. 기록이 많을수록 손실이 커집니다.
#
# loses: loss_is_a_mean_of_squares
# caught by: 두 줄의 손실

# %% solution="loss"
def loss(features, target, weights, bias):
    return np.sum((features @ weights + bias - target) ** 2)
