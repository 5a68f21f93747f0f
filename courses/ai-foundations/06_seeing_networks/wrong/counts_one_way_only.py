# %% [markdown]
# "정상"에서 "납 부족"으로 바뀐 사진만 셉니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 어두운 그림

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    pasted = pictures.copy()
    pasted[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * np.mean((predict(pictures) < 0.5) & (predict(pasted) >= 0.5))
