# %% [markdown]
# 혼자뿐인 줄이 아니라 혼자뿐인 묶음의 비율을 냅니다.
#
# loses: anonymity_of_the_weakest
# caught by: k와 혼자뿐인 비율

# %% solution="anonymity"
def anonymity(table, quasi):
    if len(table) == 0:
        return 0, 0.0
    sizes = table.groupby(quasi, dropna=False).size()
    return sizes.min(), 100 * (sizes == 1).mean()
