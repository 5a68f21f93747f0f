# %% [markdown]
# 2×2를 겹치지 않게 나눠서, 칸 사이에 걸친 기공이 네 조각으로 갈라집니다.
#
# loses: depth_finds_the_darkest_four
# caught by: 깊이

# %% solution="depth"
def depth(even):
    parts, rows, columns = even.shape
    rows, columns = rows // 2, columns // 2
    blocks = even[:, : 2 * rows, : 2 * columns].reshape(parts, rows, 2, columns, 2)
    return 1 - blocks.mean(axis=(2, 4)).min(axis=(1, 2))
