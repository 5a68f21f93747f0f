# %% [markdown]
# 오차를 먼저 평균한 다음 제곱합니다. 위로 틀린 것과 아래로 틀린 것이 서로 지워집니다.
#
# loses: loss_is_a_mean_of_squares
# caught by: 두 줄의 손실

# %% solution="loss"
def loss(features, target, weights, bias):
    return np.mean(features @ weights + bias - target) ** 2
