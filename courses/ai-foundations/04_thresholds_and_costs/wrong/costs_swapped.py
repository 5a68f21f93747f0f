# %% [markdown]
# 미검의 값과 과검의 값을 서로 바꿔 곱합니다.
#
# loses: cheapest_threshold_counts_the_cost
# caught by: 미검이 비쌀 때

# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    candidates = np.append(np.unique(probability), np.inf)[::-1]
    losses = []
    for threshold in candidates:
        flagged = probability >= threshold
        losses.append(scrap * np.sum(is_defect & ~flagged) + miss * np.sum(~is_defect & flagged))
    return candidates[np.argmin(losses)]
