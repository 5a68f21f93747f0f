# %% [markdown]
# 민감한 값의 종류가 아니라 줄을 세어, 모두 같은 부상인 묶음을 내보냅니다.
#
# loses: protect_both_ways
# caught by: k=3, l=2

# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    size = table.groupby(quasi, dropna=False)[sensitive].transform("size")
    return table[(size >= k) & (size >= kinds)]
