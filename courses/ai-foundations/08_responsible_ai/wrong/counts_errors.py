# %% [markdown]
# 틀린 비율이 아니라 틀린 개수가 가장 많은 조각을 고릅니다.
#
# loses: worst_slice_large_enough
# caught by: 가장 약한 조각이

# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    found = []
    for column in columns:
        for value, rows in table.groupby(column):
            if len(rows) >= least:
                wrong = rows["is_wrong"]
                found.append((wrong.sum(), column, value, 100 * wrong.mean()))
    _, column, value, percent = max(found)
    return column, value, percent
