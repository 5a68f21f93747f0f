# %% [markdown]
# 모서리만 섞고 가운데 줄은 늘 맨 뒤에 둡니다. 시간이 지나며 변한 것을 휘어짐으로 읽게 됩니다.
#
# loses: design_tries_all_corners
# caught by: 맨 뒤에

# %% solution="design"
def design(low, high, centres, generator):
    low, high = np.asarray(low, float), np.asarray(high, float)
    corners = np.stack(np.meshgrid(*zip(low, high, strict=True)), axis=-1).reshape(-1, len(low))
    return np.concatenate([generator.permutation(corners), np.tile((low + high) / 2, (centres, 1))])
