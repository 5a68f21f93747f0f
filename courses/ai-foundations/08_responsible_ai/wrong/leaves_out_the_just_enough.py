# %% [markdown]
# 줄 수가 딱 least개인 조각을 빠뜨립니다.
#
# loses: worst_slice_large_enough
# caught by: least와 줄 수가 같은 조각이

# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    found = []
    for column in columns:
        slices = table.groupby(column)["is_wrong"].agg(["size", "mean"])
        share = 100 * slices.loc[slices["size"] > least, "mean"]
        if len(share):
            found.append((share.max(), column, share.idxmax()))
    percent, column, value = max(found)
    return column, value, percent
