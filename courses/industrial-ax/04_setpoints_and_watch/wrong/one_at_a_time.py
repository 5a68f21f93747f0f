# %% [markdown]
# 손잡이를 하나씩만 바꿉니다. 함께 바꿀 때의 효과를 볼 수 없습니다.
#
# loses: design_tries_all_corners
# caught by: 손잡이 둘

# %% solution="design"
def design(low, high, centres, generator):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    middle = (low + high) / 2
    rows = [middle] * centres
    for number in range(len(low)):
        for end in (low, high):
            rows.append(np.where(np.arange(len(low)) == number, end, middle))
    return generator.permutation(np.array(rows))
