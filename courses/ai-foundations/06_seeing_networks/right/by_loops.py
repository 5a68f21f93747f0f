# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="convolve"
def convolve(picture, kernel):
    h, w = kernel.shape
    out = np.zeros((picture.shape[0] - h + 1, picture.shape[1] - w + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (picture[i : i + h, j : j + w] * kernel).sum()
    return out


# %% solution="max_pool"
def max_pool(picture, size=2):
    rows, columns = picture.shape[0] // size, picture.shape[1] // size
    out = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = max(picture[i * size : (i + 1) * size, j * size : (j + 1) * size].flatten())
    return out


# %% solution="dark_spot_filter"
def dark_spot_filter():
    return [[1, 1, 1], [1, -8, 1], [1, 1, 1]]


# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    rows, columns = picture.shape
    before = predict(picture[None])[0]
    out = np.zeros((rows - size + 1, columns - size + 1))
    for i in range(rows - size + 1):
        for j in range(columns - size + 1):
            covered = np.copy(picture)
            covered[i : i + size, j : j + size] = grey
            out[i, j] = before - predict(covered[None])[0]
    return out


# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    h, w = mark.shape
    changed = 0
    for one in pictures:
        pasted = one.copy()
        pasted[row : row + h, column : column + w] = mark
        changed += (predict(one[None])[0] >= 0.5) != (predict(pasted[None])[0] >= 0.5)
    return 100 * changed / len(pictures)
