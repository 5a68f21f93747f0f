# %% [markdown]
# 열을 하나씩 따로 보아, 겹쳐야 드러나는 사람을 놓칩니다.
#
# loses: anonymity_of_the_weakest
# caught by: 겹쳐야 드러나는 사람

# %% solution="anonymity"
def anonymity(table, quasi):
    if len(table) == 0:
        return 0, 0.0
    sizes = [table[column].value_counts(dropna=False) for column in quasi]
    alone = max((each == 1).sum() for each in sizes)
    return min(each.min() for each in sizes), 100 * alone / len(table)
