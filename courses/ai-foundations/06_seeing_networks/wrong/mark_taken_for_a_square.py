# %% [markdown]
# 그림의 높이를 너비로도 씁니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 세로로 긴 그림

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    p = pictures.copy()
    n = len(mark)
    p[:, row : row + n, column : column + n] = mark
    return 100 * np.mean((predict(pictures) >= 0.5) != (predict(p) >= 0.5))
