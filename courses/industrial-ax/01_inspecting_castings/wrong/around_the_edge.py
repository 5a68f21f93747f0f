# %% [markdown]
# np.roll로 어긋나게 더해서, 왼쪽 끝과 오른쪽 끝을 이웃으로 봅니다.
#
# loses: depth_finds_the_darkest_four
# caught by: 네 구석이 어두운 사진

# %% solution="depth"
def depth(even):
    down = np.roll(even, 1, axis=1)
    means = (even + down + np.roll(even, 1, axis=2) + np.roll(down, 1, axis=2)) / 4
    return 1 - means.min(axis=(1, 2))
