# %% [markdown]
# 받은 생성기 대신 함수 안에 씨앗을 적었습니다.
#
# loses: split_groups_keeps_them_whole
# caught by: 늘 같은 묶음

# %% solution="split_groups"
def split_groups(groups, share, generator):
    names = np.unique(groups)
    count = min(max(round(share * len(names)), 1), len(names) - 1)
    return np.isin(groups, np.random.default_rng(42).permutation(names)[:count])
