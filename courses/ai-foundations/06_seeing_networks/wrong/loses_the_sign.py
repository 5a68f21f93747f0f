# %% [markdown]
# 변한 크기만 적습니다. 덮어서 확률이 오른 자리와 내린 자리가 뒤섞입니다.
#
# loses: occlusion_map_covers_one_patch_at_a_time
# caught by: 덮으면 오르는 확률

# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    height, width = picture.shape[0] - size + 1, picture.shape[1] - size + 1
    before = predict(picture[None])[0]
    falls = np.empty((height, width))
    for row in range(height):
        for column in range(width):
            covered = picture.copy()
            covered[row : row + size, column : column + size] = grey
            falls[row, column] = abs(before - predict(covered[None])[0])
    return falls
