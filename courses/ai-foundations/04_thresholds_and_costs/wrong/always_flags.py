# %% [markdown]
# 아무것도 걸지 않는 후보를 빠뜨려, 불량이 없어도 반드시 하나는 버립니다.
#
# loses: cheapest_threshold_counts_the_cost
# caught by: 불량이 없을 때

# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    candidates = np.unique(probability)[::-1]
    losses = []
    for threshold in candidates:
        flagged = probability >= threshold
        losses.append(miss * np.sum(is_defect & ~flagged) + scrap * np.sum(~is_defect & flagged))
    return candidates[np.argmin(losses)]
