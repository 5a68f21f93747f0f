# %% [markdown]
# 재현율 대신 정확도를 돌려줍니다. 멀쩡한 것을 맞힌 개수까지 들어갑니다.
#
# loses: precision_and_recall_know_their_base
# caught by: 정밀도와 재현율

# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    flagged = probability >= threshold
    precision = np.mean(is_defect[flagged]) if flagged.any() else np.nan
    return np.array([precision, np.mean(flagged == is_defect)])
