# %% [markdown]
# 0.5 이상이 아니라 0.5보다 클 때만 "납 부족"이라고 봅니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 꼭 0.5일 때

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    pasted = pictures.copy()
    pasted[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * np.mean((predict(pictures) > 0.5) != (predict(pasted) > 0.5))
