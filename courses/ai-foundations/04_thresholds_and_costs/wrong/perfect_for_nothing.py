# %% [markdown]
# 걸린 것이 없으면 정밀도를 1로 적습니다. 아무것도 하지 않은 검사기가 완벽해 보입니다.
#
# loses: precision_and_recall_know_their_base
# caught by: 아무것도 걸리지 않을 때

# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    flagged = probability >= threshold
    caught = np.sum(is_defect & flagged)
    precision = caught / flagged.sum() if flagged.any() else 1.0
    recall = caught / is_defect.sum() if is_defect.any() else 1.0
    return np.array([precision, recall])
