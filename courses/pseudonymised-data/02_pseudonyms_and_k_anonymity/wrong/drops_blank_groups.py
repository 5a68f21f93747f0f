# %% [markdown]
# 준식별자가 빈 줄을 말없이 버립니다.
#
# loses: protect_both_ways
# caught by: 빈칸이 있는 묶음

# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    return table.groupby(quasi).filter(
        lambda rows: len(rows) >= k and rows[sensitive].nunique() >= kinds
    )
