# %% [markdown]
# 허락된 조건이 없으면 비율이 가장 높은 것을 고릅니다. 어길 것을 알면서 돌리는 셈입니다.
#
# loses: cheapest_allowed_keeps_the_promise
# caught by: 허락된 조건이 없을 때

# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    share = np.mean(thickness >= at_least, axis=0)
    allowed = np.flatnonzero(share >= min(confidence, share.max()))
    return int(allowed[np.lexsort((allowed, -share[allowed], cost[allowed]))[0]])
