# %% [markdown]
# 묶음의 가장 큰 값이 아니라 평균을 남깁니다.
#
# loses: max_pool_keeps_the_largest
# caught by: 4 × 4 숫자판

# %% solution="max_pool"
def max_pool(picture, size=2):
    height, width = picture.shape[0] // size, picture.shape[1] // size
    whole = picture[: height * size, : width * size]
    return whole.reshape(height, size, width, size).mean(axis=(1, 3))
