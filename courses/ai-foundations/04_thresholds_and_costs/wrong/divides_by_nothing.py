# %% [markdown]
# 0으로 나누고 경고를 흘려보냅니다. 값은 nan으로 맞습니다.
#
# loses: precision_and_recall_know_their_base
# caught by: RuntimeWarning

# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    flagged = probability >= threshold
    caught = np.sum(is_defect & flagged)
    return np.array([caught / flagged.sum(), caught / is_defect.sum()])
