# %% [markdown]
# 가장 큰 값을 0에서부터 찾습니다. 음수뿐이면 있지도 않은 0이 나옵니다.
#
# loses: max_pool_keeps_the_largest
# caught by: 음수뿐인 숫자판

# %% solution="max_pool"
def max_pool(picture, size=2):
    pooled = np.zeros((picture.shape[0] // size, picture.shape[1] // size))
    for row in range(pooled.shape[0]):
        for column in range(pooled.shape[1]):
            for value in picture[
                row * size : (row + 1) * size, column * size : (column + 1) * size
            ].flat:
                pooled[row, column] = max(pooled[row, column], value)
    return pooled
