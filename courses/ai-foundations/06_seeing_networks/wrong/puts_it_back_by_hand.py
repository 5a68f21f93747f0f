# %% [markdown]
# 받은 사진을 바로 덮고 마지막 조각을 되돌리지 않습니다. 답은 맞지만 부른 사람의 사진에 회색 조각이 남습니다.
#
# loses: occlusion_map_covers_one_patch_at_a_time
# caught by: 받은 사진

# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    height, width = picture.shape[0] - size + 1, picture.shape[1] - size + 1
    original = picture.copy()
    before = predict(picture[None])[0]
    falls = np.empty((height, width))
    for row in range(height):
        for column in range(width):
            picture[:] = original
            picture[row : row + size, column : column + size] = grey
            falls[row, column] = before - predict(picture[None])[0]
    return falls
