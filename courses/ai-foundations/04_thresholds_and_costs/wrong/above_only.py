# %% [markdown]
# 가능성이 임계값과 같은 자리를 통과시킵니다.
#
# loses: confusion_has_four_corners
# caught by: 임계값과 같은 가능성

# %% solution="confusion"
def confusion(is_defect, probability, threshold):
    flagged = probability > threshold
    return np.array(
        [
            [np.sum(~is_defect & ~flagged), np.sum(~is_defect & flagged)],
            [np.sum(is_defect & ~flagged), np.sum(is_defect & flagged)],
        ]
    )
