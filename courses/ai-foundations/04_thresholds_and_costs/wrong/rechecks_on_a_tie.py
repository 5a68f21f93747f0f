# %% [markdown]
# 손해가 같을 때 재검을 고릅니다.
#
# loses: cheapest_action_weighs_three_ways
# caught by: 손해가 같을 때

# %% solution="cheapest_action"
def cheapest_action(probability, miss, scrap, recheck):
    passing, scrapping = probability * miss, (1 - probability) * scrap
    action = np.where(passing <= scrapping, 0, 2)
    return np.where(recheck <= np.minimum(passing, scrapping), 1, action)
