# %% [markdown]
# 묶음을 뽑지만 줄의 몫이 찰 때까지 뽑습니다. 크기가 다르면 묶음의 수가 달라집니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 크기가 다른 묶음: 시험 묶음의 수

# %% solution="split_groups"
def split_groups(groups, share, generator):
    is_test = np.zeros(len(groups), dtype=bool)
    for name in generator.permutation(np.unique(groups)):
        if is_test.sum() >= share * len(groups):
            break
        is_test |= groups == name
    return is_test
