# %% [markdown]
# 경사를 기록의 수로 나누지 않았습니다. 기록이 늘면 같은 학습률이 발산합니다.
#
# loses: gradients_match_a_small_step
# caught by: 가중치의 경사

# %% solution="gradients"
def gradients(features, target, weights, bias):
    error = features @ weights + bias - target
    return 2 * features.T @ error, 2 * np.sum(error)
