# %% [markdown]
# 손잡이가 둘일 때만 생각해서, 셋이면 앞의 둘만 바꿉니다.
#
# loses: design_tries_all_corners
# caught by: 손잡이 셋: 줄 수

# %% solution="design"
def design(low, high, centres, generator):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    middle = (low + high) / 2
    corners = np.array([[a, b, *middle[2:]] for a in (low[0], high[0]) for b in (low[1], high[1])])
    return generator.permutation(np.concatenate([corners, np.tile(middle, (centres, 1))]))
