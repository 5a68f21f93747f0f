# %% [markdown]
# 빈칸일 수 있는 열의 채워진 칸을 세어, 빈칸이 있는 묶음은 0줄이 됩니다.
#
# loses: find_rare_combinations
# caught by: 빈칸이 뒤에

# %% solution="find_rare"
def find_rare(table, columns, k=5):
    return (table.groupby(columns, dropna=False)[columns[-1]].transform("count") < k).to_numpy()
