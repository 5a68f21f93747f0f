# %% [markdown]
# 모양이 맞으면 뒤집지 않고 곱합니다. 뉴런과 특성의 수가 같으면 오류 없이 틀립니다.
#
# loses: logits_of_small_network
# caught by: 특성 둘, 뉴런 둘

# %% solution="logits_of"
def logits_of(features, weight1, bias1, weight2, bias2):
    if weight1.shape[0] != features.shape[1]:
        weight1 = weight1.T
    hidden = np.maximum(features @ weight1 + bias1, 0)
    return hidden @ weight2 + bias2
