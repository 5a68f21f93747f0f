# %% [markdown]
# 가운데를 정수로 나누어 반쪽을 버립니다.
#
# loses: design_tries_all_corners
# caught by: 홀수 사이

# %% solution="design"
def design(low, high, centres, generator):
    low, high = np.asarray(low), np.asarray(high)
    corners = np.stack(np.meshgrid(*zip(low, high, strict=True)), axis=-1).reshape(-1, len(low))
    rows = np.concatenate([corners, np.tile((low + high) // 2, (centres, 1))])
    return generator.permutation(rows)
