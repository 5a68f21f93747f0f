# %% [markdown]
# 사람이 아니라 묶음마다 낸 위험을 평균합니다.
#
# loses: risks_of_people
# caught by: 가장 큰 위험과 평균 위험

# %% solution="risks"
def risks(table, quasi):
    chances = 100 / table.groupby(quasi, dropna=False).size()
    return chances.max(), chances.mean()
