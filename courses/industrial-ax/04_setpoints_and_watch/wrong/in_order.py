# %% [markdown]
# 섞지 않습니다. 금형이나 도금액이 변해 가는 것이 손잡이의 효과로 둔갑합니다.
#
# loses: design_tries_all_corners
# caught by: 늘 같은 순서

# %% solution="design"
def design(low, high, centres, generator):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    corners = np.array(np.meshgrid(*np.column_stack([low, high]))).reshape(len(low), -1).T
    return np.concatenate([corners, np.tile((low + high) / 2, (centres, 1))])
