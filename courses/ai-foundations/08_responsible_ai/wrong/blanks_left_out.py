# %% [markdown]
# 빈칸이 있는 줄을 묶음에서 빠뜨립니다. groupby는 따로 말하지 않으면 빈칸을 버립니다.
#
# loses: find_rare_combinations
# caught by: 빈칸이 있는 줄

# %% solution="find_rare"
def find_rare(table, columns, k=5):
    size = table.assign(one=1).groupby(columns)["one"].transform("size")
    return (size < k).to_numpy()
