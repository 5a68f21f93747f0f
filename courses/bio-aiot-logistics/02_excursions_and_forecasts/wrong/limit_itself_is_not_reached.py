# %% [markdown]
# 기준에 꼭 닿은 약은 아직이라고 하고, 공기가 차면 영영 안전하다고 합니다.
#
# loses: minutes_until_the_limit
# caught by: 찬 공기

# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    if product_celsius > limit_celsius:
        return 0.0
    if air_celsius <= limit_celsius:
        return np.inf
    return tau_minutes * np.log((air_celsius - product_celsius) / (air_celsius - limit_celsius))
