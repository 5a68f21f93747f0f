# %% [markdown]
# 기준을 8 °C로 못 박습니다.
#
# loses: minutes_until_the_limit
# caught by: 다른 기준

# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    if product_celsius >= 8:
        return 0.0
    if air_celsius <= 8:
        return np.inf
    return tau_minutes * np.log((air_celsius - product_celsius) / (air_celsius - 8))
