# %% [markdown]
# 지금의 빠르기로 곧게 나아간다고 칩니다. 공기에 가까워질수록 느려진다는 것을 잊었습니다.
#
# loses: minutes_until_the_limit
# caught by: 8 °C까지

# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    if product_celsius >= limit_celsius:
        return 0.0
    if air_celsius <= limit_celsius:
        return np.inf
    per_minute = (air_celsius - product_celsius) / tau_minutes
    return (limit_celsius - product_celsius) / per_minute
