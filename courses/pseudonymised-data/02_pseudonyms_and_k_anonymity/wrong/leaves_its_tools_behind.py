# %% [markdown]
# 일하느라 더한 열을 표에 남깁니다.
#
# loses: protect_both_ways
# caught by: 열의 수

# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    table = table.copy()
    groups = table.groupby(quasi, dropna=False)[sensitive]
    table["size"], table["kinds"] = groups.transform("size"), groups.transform("nunique")
    return table[(table["size"] >= k) & (table["kinds"] >= kinds)]
