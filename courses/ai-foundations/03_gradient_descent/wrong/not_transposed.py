# %% [markdown]
# 모양이 맞을 때는 줄과 칸을 바꾸지 않고 곱합니다. 줄과 특성의 수가 같으면 오류 없이 틀린 답이 나옵니다.
#
# loses: gradients_match_a_small_step
# caught by: 정사각 배열

# %% solution="gradients"
def gradients(features, target, weights, bias):
    error = features @ weights + bias - target
    table = features if features.shape[1] == len(error) else features.T
    return 2 * table @ error / len(error), 2 * np.mean(error)
