# %% [markdown]
# 열을 하나씩 따로 세어, 겹쳐야 드러나는 지문을 놓칩니다.
#
# loses: find_rare_combinations
# caught by: 둘이 안 되는 줄

# %% solution="find_rare"
def find_rare(table, columns, k=5):
    rare = np.zeros(len(table), dtype=bool)
    for column in columns:
        size = table.fillna("없음").groupby(column)[column].transform("size")
        rare |= (size < k).to_numpy()
    return rare
