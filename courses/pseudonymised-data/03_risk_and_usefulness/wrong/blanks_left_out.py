# %% [markdown]
# 빈칸이 있는 사람을 위험에서 빼놓습니다.
#
# loses: risks_of_people
# caught by: 빈칸이 있는 표

# %% solution="risks"
def risks(table, quasi):
    sizes = table.groupby(quasi).size()
    return 100 / sizes.min(), 100 * len(sizes) / len(table)
