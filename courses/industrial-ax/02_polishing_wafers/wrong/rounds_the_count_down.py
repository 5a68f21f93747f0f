# %% [markdown]
# 반올림하지 않고 버림합니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 여섯 묶음

# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = np.unique(groups)
    count = min(max(int(share * len(names)), 1), len(names) - 1)
    return np.isin(groups, generator.permutation(names)[:count])
