# %% [markdown]
# 받은 표에 열을 더합니다.
#
# loses: generalise_without_leftovers
# caught by: 받은 표의 열

# %% solution="generalise"
def generalise(table):
    table["구"] = table["동네"].str.split().str[0]
    table["나이대"] = [
        ("29 이하" if a < 30 else "70 이상" if a >= 70 else f"{a // 10}0대") for a in table["나이"]
    ]
    return table[["구", "나이대", "직업", "부상"]]
