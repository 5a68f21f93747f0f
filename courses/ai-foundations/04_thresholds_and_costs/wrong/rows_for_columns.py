# %% [markdown]
# 줄과 칸이 바뀌었습니다. 미검과 과검이 자리를 맞바꿉니다.
#
# loses: confusion_has_four_corners
# caught by: 모두 걸릴 때

# %% solution="confusion"
def confusion(is_defect, probability, threshold):
    flagged = probability >= threshold
    return np.array(
        [[np.sum((flagged == row) & (is_defect == column)) for column in (0, 1)] for row in (0, 1)]
    )
