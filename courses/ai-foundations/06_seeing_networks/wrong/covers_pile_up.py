# %% [markdown]
# 사진을 한 번만 복사해서, 앞에서 덮은 조각이 걷히지 않고 쌓입니다.
#
# loses: occlusion_map_covers_one_patch_at_a_time
# caught by: 가운데 위 칸을 보는 검사원

# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    height, width = picture.shape[0] - size + 1, picture.shape[1] - size + 1
    before, covered = predict(picture[None])[0], picture.copy()
    falls = np.empty((height, width))
    for row in range(height):
        for column in range(width):
            covered[row : row + size, column : column + size] = grey
            falls[row, column] = before - predict(covered[None])[0]
    return falls
