# %% [markdown]
# 공기부터 봅니다. 약이 이미 더운데 공기가 시원해졌다고 영영 안전하다고 합니다.
#
# loses: minutes_until_the_limit
# caught by: 이미 더운 약

# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    if air_celsius <= limit_celsius:
        return np.inf
    if product_celsius >= limit_celsius:
        return 0.0
    return tau_minutes * np.log((air_celsius - product_celsius) / (air_celsius - limit_celsius))
