# %% [markdown]
# 사진마다 견주지 않고 앞뒤의 비율만 뺍니다. 반대로 바뀐 것끼리 지워집니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 반대로 바뀌는

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    p = pictures.copy()
    p[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * abs(np.mean(predict(pictures) >= 0.5) - np.mean(predict(p) >= 0.5))
