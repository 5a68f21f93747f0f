# %% [markdown]
# 묶음이 아니라 줄을 섞어서 뗍니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 시험 묶음의 수

# %% solution="split_groups"
def split_groups(groups, share, generator):
    is_test = np.zeros(len(groups), dtype=bool)
    is_test[generator.permutation(len(groups))[: round(share * len(groups))]] = True
    return is_test
