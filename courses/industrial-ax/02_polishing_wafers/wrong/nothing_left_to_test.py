# %% [markdown]
# 몫이 작으면 시험 묶음이 하나도 없습니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 작은 몫

# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = np.unique(groups)
    return np.isin(groups, generator.permutation(names)[: round(share * len(names))])
