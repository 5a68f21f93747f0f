# %% [markdown]
# 곡면들의 평균이 약속을 지키면 허락합니다. 얼마나 확신하는지를 잊었습니다.
#
# loses: cheapest_allowed_keeps_the_promise
# caught by: 셋 이상이 허락

# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    allowed = thickness.mean(axis=0) >= at_least - 0.1
    return int(np.argmin(np.where(allowed, cost, np.inf))) if allowed.any() else -1
