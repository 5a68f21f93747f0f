# %% [markdown]
# 결과를 담을 판을 사진의 자료형으로 만듭니다. 정수 사진이면 소수점 아래가 조용히 사라집니다.
#
# loses: convolve_slides_the_kernel
# caught by: 정수로 된 사진

# %% solution="convolve"
def convolve(picture, kernel):
    height, width = kernel.shape
    shape = picture.shape[0] - height + 1, picture.shape[1] - width + 1
    sums = np.zeros(shape, dtype=picture.dtype)
    for row in range(shape[0]):
        for column in range(shape[1]):
            window = picture[row : row + height, column : column + width]
            sums[row, column] = np.sum(window * kernel)
    return sums
