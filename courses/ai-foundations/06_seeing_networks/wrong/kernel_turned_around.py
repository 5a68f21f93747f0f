# %% [markdown]
# 필터를 위아래, 좌우로 뒤집어서 겹칩니다. 수학 책의 합성곱이지 신경망의 합성곱이 아닙니다.
#
# loses: convolve_slides_the_kernel
# caught by: 2 × 2 필터

# %% solution="convolve"
def convolve(picture, kernel):
    turned = kernel[::-1, ::-1]
    height, width = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(picture, (height, width))
    return (windows * turned).sum(axis=(2, 3))
