# %% [markdown]
# 임계값과 같은 가능성을 걸린 것으로 세지 않습니다.
#
# loses: precision_and_recall_know_their_base
# caught by: 임계값과 같은

# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    f = probability > threshold
    hit = np.sum(f & is_defect)
    return [
        hit / f.sum() if f.any() else np.nan,
        hit / is_defect.sum() if is_defect.any() else np.nan,
    ]
