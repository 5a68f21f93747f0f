# %% [markdown]
# 딱 서른 살을 29 이하로 넣습니다.
#
# loses: generalise_without_leftovers
# caught by: 의 나이대가

# %% solution="generalise"
def generalise(table):
    band = (table["나이"] // 10 * 10).astype(str) + "대"
    band = band.mask(table["나이"] <= 30, "29 이하").mask(table["나이"] >= 70, "70 이상")
    district = table["동네"].str.split().str[0]
    return table.assign(구=district, 나이대=band)[["구", "나이대", "직업", "부상"]]
