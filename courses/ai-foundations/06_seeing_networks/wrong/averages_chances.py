# %% [markdown]
# 판정을 세지 않고 확률이 변한 크기를 평균합니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 밝은 그림

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    pasted = pictures.copy()
    pasted[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * np.mean(np.abs(predict(pasted) - predict(pictures)))
