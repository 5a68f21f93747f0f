# %% [markdown]
# 조건이 싼 것부터 놓여 있다고 여기고 처음 허락된 것을 고릅니다.
#
# loses: cheapest_allowed_keeps_the_promise
# caught by: 비용이 같을 때

# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    allowed = np.flatnonzero(np.mean(thickness >= at_least, axis=0) >= confidence)
    return int(allowed[0]) if len(allowed) else -1
