# %% [markdown]
# 받은 회색 대신 늘 검은 덮개를 씁니다.
#
# loses: occlusion_map_covers_one_patch_at_a_time
# caught by: 가운데 위 칸을 보는 검사원

# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    height, width = picture.shape[0] - size + 1, picture.shape[1] - size + 1
    before = predict(picture[None])[0]
    falls = np.empty((height, width))
    for row in range(height):
        for column in range(width):
            covered = picture.copy()
            covered[row : row + size, column : column + size] = 0
            falls[row, column] = before - predict(covered[None])[0]
    return falls
