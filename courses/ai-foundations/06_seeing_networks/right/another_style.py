# %% [markdown]
# 같은 답을 다른 방법으로: torch의 conv2d와 max_pool2d, 네 이웃만 보는 필터, 한꺼번에 덮기, 한 장씩 세기.

# %% solution="convolve"
def convolve(picture, kernel):
    picture, kernel = (torch.tensor(values, dtype=torch.float64) for values in (picture, kernel))
    return nn.functional.conv2d(picture[None, None], kernel[None, None])[0, 0].numpy()


# %% solution="max_pool"
def max_pool(picture, size=2):
    return nn.functional.max_pool2d(torch.tensor(picture)[None, None], size)[0, 0].numpy()


# %% solution="dark_spot_filter"
def dark_spot_filter():
    return [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    places = [
        (row, column)
        for row in range(picture.shape[0] - size + 1)
        for column in range(picture.shape[1] - size + 1)
    ]
    covered = np.stack([picture] * len(places))
    for cover, (row, column) in zip(covered, places, strict=True):
        cover[row : row + size, column : column + size] = grey
    falls = predict(picture[None]) - predict(covered)
    return falls.reshape(picture.shape[0] - size + 1, -1)


# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    changed = 0
    for picture in pictures:
        pasted = np.array(picture)
        for i, line in enumerate(mark):
            for j, value in enumerate(line):
                pasted[row + i, column + j] = value
        before, after = (predict(one[None])[0] >= 0.5 for one in (picture, pasted))
        changed += before != after
    return changed / len(pictures) * 100
