# %% [markdown]
# 같은 묶음을 두 번 뽑을 수 있어 시험 묶음이 모자랍니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 여섯 묶음

# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = np.unique(groups)
    count = min(max(round(share * len(names)), 1), len(names) - 1)
    return np.isin(groups, generator.choice(names, count))
