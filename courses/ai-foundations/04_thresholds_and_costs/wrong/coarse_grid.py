# %% [markdown]
# 자료에 나온 가능성 대신 0.1 간격의 눈금만 훑습니다.
#
# loses: cheapest_threshold_counts_the_cost
# caught by: 촘촘한 가능성

# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    candidates = np.append(np.round(np.arange(0, 1.05, 0.1), 1), np.inf)[::-1]
    losses = []
    for threshold in candidates:
        flagged = probability >= threshold
        losses.append(miss * np.sum(is_defect & ~flagged) + scrap * np.sum(~is_defect & flagged))
    return candidates[np.argmin(losses)]
