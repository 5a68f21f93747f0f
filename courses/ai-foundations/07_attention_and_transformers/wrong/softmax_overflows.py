# %% [markdown]
# 가장 큰 점수를 빼지 않아 큰 점수에서 무한대를 무한대로 나눕니다.
#
# loses: softmax_is_safe_and_by_row
# caught by: 큰 점수

# %% solution="softmax"
def softmax(scores, temperature=1.0):
    with np.errstate(all="ignore"):
        shares = np.exp(np.asarray(scores) / temperature)
        return shares / shares.sum(axis=-1, keepdims=True)
