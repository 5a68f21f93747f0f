# %% [markdown]
# 딱 k개인 줄까지 지문이라고 합니다.
#
# loses: find_rare_combinations
# caught by: 둘이 안 되는 줄

# %% solution="find_rare"
def find_rare(table, columns, k=5):
    size = table.assign(one=1).groupby(columns, dropna=False)["one"].transform("size")
    return (size <= k).to_numpy()
