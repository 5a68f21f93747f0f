# %% [markdown]
# 화씨가 아니면 모두 섭씨라고 믿습니다. 켈빈이 섞여도 모릅니다.
#
# loses: to_celsius_by_unit
# caught by: 모르는 단위 K

# %% solution="to_celsius"
def to_celsius(log):
    celsius = (log["temperature"] - 32) * 5 / 9
    return log["temperature"].mask(log["unit"] == "F", celsius)
