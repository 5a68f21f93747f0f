# %% [markdown]
# 첫 열의 조각만 봅니다.
#
# loses: worst_slice_large_enough
# caught by: 뒤에 온 열

# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    c = columns[0]
    s = table.groupby(c)["is_wrong"].agg(["size", "mean"])
    s = s[s["size"] >= least]
    return c, s["mean"].idxmax(), 100 * s["mean"].max()
