# %% [markdown]
# 줄이 아니라 표 전체의 가장 큰 점수를 뺍니다. 작은 줄은 0 나누기 0이 됩니다.
#
# loses: softmax_is_safe_and_by_row
# caught by: 작은 줄과 큰 줄

# %% solution="softmax"
def softmax(scores, temperature=1.0):
    e = np.exp((scores - np.max(scores)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)
