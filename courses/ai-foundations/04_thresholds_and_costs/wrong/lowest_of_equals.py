# %% [markdown]
# 손해가 같은 후보 가운데 가장 낮은 것을 골라 쓸데없이 많이 버립니다.
#
# loses: cheapest_threshold_counts_the_cost
# caught by: 손해가 같을 때

# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    candidates = np.append(np.unique(probability), np.inf)
    losses = []
    for threshold in candidates:
        flagged = probability >= threshold
        losses.append(miss * np.sum(is_defect & ~flagged) + scrap * np.sum(~is_defect & flagged))
    return candidates[np.argmin(losses)]
