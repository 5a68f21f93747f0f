# %% [markdown]
# 구 이름이 늘 세 글자라고 생각하고 자릅니다.
#
# loses: generalise_without_leftovers
# caught by: 구가

# %% solution="generalise"
def generalise(table):
    ages = table["나이"]
    band = np.where(ages < 30, "29 이하", np.where(ages >= 70, "70 이상", ""))
    band = [b or f"{a // 10 * 10}대" for a, b in zip(ages, band, strict=True)]
    result = pd.DataFrame({"구": table["동네"].str[:3], "나이대": band}, index=table.index)
    return result.join(table[["직업", "부상"]])
