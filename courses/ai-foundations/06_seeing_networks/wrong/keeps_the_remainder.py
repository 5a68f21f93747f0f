# %% [markdown]
# 남는 줄을 버리지 않고 작은 묶음으로 남깁니다.
#
# loses: max_pool_keeps_the_largest
# caught by: 남는 줄이 있을 때

# %% solution="max_pool"
def max_pool(picture, size=2):
    starts = [range(0, length, size) for length in picture.shape]
    return np.array(
        [
            [picture[row : row + size, column : column + size].max() for column in starts[1]]
            for row in starts[0]
        ]
    )
