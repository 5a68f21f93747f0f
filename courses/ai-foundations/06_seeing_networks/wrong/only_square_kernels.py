# %% [markdown]
# 필터의 높이를 너비로도 씁니다. 정사각형이 아닌 필터에서 자리가 어긋납니다.
#
# loses: convolve_slides_the_kernel
# caught by: 납작한 사진과 필터

# %% solution="convolve"
def convolve(picture, kernel):
    size = len(kernel)
    sums = np.zeros((picture.shape[0] - size + 1, picture.shape[1] - size + 1))
    for row in range(sums.shape[0]):
        for column in range(sums.shape[1]):
            sums[row, column] = np.sum(picture[row : row + size, column : column + size] * kernel)
    return sums
