# %% [markdown]
# groupby가 빈칸이 있는 줄을 버려, 그 사람들의 묶음을 세지 않습니다.
#
# loses: anonymity_of_the_weakest
# caught by: 빈칸이 있는 표

# %% solution="anonymity"
def anonymity(table, quasi):
    if len(table) == 0:
        return 0, 0.0
    sizes = table.groupby(quasi).size()
    return sizes.min(), 100 * (sizes == 1).sum() / len(table)
