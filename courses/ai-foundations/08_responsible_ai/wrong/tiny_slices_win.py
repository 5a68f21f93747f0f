# %% [markdown]
# 줄이 몇 개 안 되는 조각도 그대로 견줍니다.
#
# loses: worst_slice_large_enough
# caught by: 가장 약한 조각이

# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    found = []
    for column in columns:
        share = 100 * table.groupby(column)["is_wrong"].mean()
        found.append((share.max(), column, share.idxmax()))
    percent, column, value = max(found)
    return column, value, percent
