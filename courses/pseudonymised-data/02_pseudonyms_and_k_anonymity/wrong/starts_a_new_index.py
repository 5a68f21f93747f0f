# %% [markdown]
# 줄 번호를 0부터 새로 매겨, 원래의 어느 줄인지 알 수 없게 됩니다.
#
# loses: generalise_without_leftovers
# caught by: 줄 번호

# %% solution="generalise"
def generalise(table):
    clean = table.reset_index(drop=True)
    band = (clean["나이"] // 10 * 10).astype(str) + "대"
    band = band.mask(clean["나이"] < 30, "29 이하").mask(clean["나이"] >= 70, "70 이상")
    district = clean["동네"].str.split().str[0]
    return clean.assign(구=district, 나이대=band)[["구", "나이대", "직업", "부상"]]
