# %% [markdown]
# 질의와 열쇠를 바꿔 곱합니다. 남이 나를 얼마나 보는지를 내가 남을 보는 비율로 씁니다.
#
# loses: attention_scales_and_masks
# caught by: 비율(√4로 나눔)

# %% solution="attention"
def attention(query, key, value, is_causal=True):
    scores = key @ query.T / np.sqrt(query.shape[-1])
    if is_causal:
        scores[np.triu_indices(len(scores), 1)] = -np.inf
    shares = softmax(scores)
    return shares @ value, shares
