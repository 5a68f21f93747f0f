# %% [markdown]
# 첫 줄의 단위만 보고 안심합니다.
#
# loses: to_celsius_by_unit
# caught by: 섞인 K

# %% solution="to_celsius"
def to_celsius(log):
    if log["unit"].iloc[0] not in ("C", "F"):
        raise ValueError
    return log["temperature"].where(log["unit"] != "F", (log["temperature"] - 32) * 5 / 9)
