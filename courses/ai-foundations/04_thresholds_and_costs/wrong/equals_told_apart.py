# %% [markdown]
# 가능성 순서로 늘어놓고 하나씩 더해 갑니다. 가능성이 같은 자리들을 한 임계값으로 갈라놓을 수 있다고 착각합니다.
#
# loses: cheapest_threshold_counts_the_cost
# caught by: 가능성이 같은 자리들

# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    order = np.argsort(-probability, kind="stable")
    defect = is_defect[order]
    caught = np.concatenate([[0], np.cumsum(defect)])
    scrapped = np.concatenate([[0], np.cumsum(~defect)])
    losses = miss * (defect.sum() - caught) + scrap * scrapped
    return np.concatenate([[np.inf], probability[order]])[np.argmin(losses)]
