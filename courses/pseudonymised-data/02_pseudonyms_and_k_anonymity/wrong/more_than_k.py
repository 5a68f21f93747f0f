# %% [markdown]
# 딱 k줄인 묶음까지 뺍니다.
#
# loses: protect_both_ways
# caught by: k=3, l=2

# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    groups = table.groupby(quasi, dropna=False)[sensitive]
    return table[(groups.transform("size") > k) & (groups.transform("nunique") >= kinds)]
