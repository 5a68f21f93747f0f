# %% [markdown]
# 빈 직업을 '없음'이라는 말로 바꿉니다.
#
# loses: generalise_without_leftovers
# caught by: 빈 직업

# %% solution="generalise"
def generalise(table):
    filled = table.fillna("없음")
    band = (filled["나이"] // 10 * 10).astype(str) + "대"
    band = band.mask(filled["나이"] < 30, "29 이하").mask(filled["나이"] >= 70, "70 이상")
    district = filled["동네"].str.split().str[0]
    return filled.assign(구=district, 나이대=band)[["구", "나이대", "직업", "부상"]]
