# %% [markdown]
# 비용이 같으면 앞의 것을 고릅니다. 같은 값이면 더 확실한 쪽이 낫습니다.
#
# loses: cheapest_allowed_keeps_the_promise
# caught by: 비용이 같을 때

# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    allowed = np.mean(thickness >= at_least, axis=0) >= confidence
    return int(np.argmin(np.where(allowed, cost, np.inf))) if allowed.any() else -1
