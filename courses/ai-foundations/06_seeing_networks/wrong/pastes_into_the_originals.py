# %% [markdown]
# 판정을 먼저 적어 두고 받은 사진에 바로 붙입니다. 답은 맞지만 부른 사람의 사진이 망가집니다.
#
# loses: changed_percent_counts_verdicts
# caught by: 받은 사진

# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    before = predict(pictures) >= 0.5
    pictures[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * np.mean(before != (predict(pictures) >= 0.5))
