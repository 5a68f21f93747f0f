# %% [markdown]
# 소프트맥스 뒤에 가려서, 남은 비율을 더해도 1이 되지 않습니다.
#
# loses: attention_scales_and_masks
# caught by: 마스크

# %% solution="attention"
def attention(query, key, value, is_causal=True):
    shares = softmax(query @ key.T / np.sqrt(query.shape[-1]))
    if is_causal:
        shares = np.tril(shares)
    return shares @ value, shares
