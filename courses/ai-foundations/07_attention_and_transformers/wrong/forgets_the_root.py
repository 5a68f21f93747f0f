# %% [markdown]
# 제곱근을 잊고 d로 나눕니다.
#
# loses: attention_scales_and_masks
# caught by: 비율(√4로 나눔)

# %% solution="attention"
def attention(query, key, value, is_causal=True):
    scores = query @ key.T / query.shape[-1]
    if is_causal:
        scores[np.triu_indices(len(scores), 1)] = -np.inf
    shares = softmax(scores)
    return shares @ value, shares
