# %% [markdown]
# 꺾지 않고 층 둘을 이어 붙입니다. 직선과 다를 것이 없습니다.
#
# loses: logits_of_small_network
# caught by: 나사 세 개의 로짓

# %% solution="logits_of"
def logits_of(features, weight1, bias1, weight2, bias2):
    return (features @ weight1.T + bias1) @ weight2 + bias2
