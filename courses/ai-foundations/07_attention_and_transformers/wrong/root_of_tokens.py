# %% [markdown]
# 벡터의 크기가 아니라 토큰의 수로 제곱근을 냅니다.
#
# loses: attention_scales_and_masks
# caught by: 비율(√4로 나눔)

# %% solution="attention"
def attention(query, key, value, is_causal=True):
    scores = query @ key.T / np.sqrt(len(query))
    if is_causal:
        scores[np.triu_indices(len(scores), 1)] = -np.inf
    shares = softmax(scores)
    return shares @ value, shares
