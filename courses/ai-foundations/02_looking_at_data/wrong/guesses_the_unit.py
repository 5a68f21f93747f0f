# %% [markdown]
# 단위를 보지 않고 큰 값은 화씨라고 짐작합니다.
#
# loses: to_celsius_by_unit
# caught by: 낮은 화씨와 높은 섭씨

# %% solution="to_celsius"
def to_celsius(log):
    temperature = log["temperature"]
    unknown = ~log["unit"].isin(["C", "F"])
    if unknown.any():
        raise ValueError("unknown unit")
    looks_fahrenheit = (temperature > 1000) | temperature.between(200, 300)
    return temperature.mask(looks_fahrenheit, (temperature - 32) * 5 / 9)
