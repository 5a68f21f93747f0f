# %% [markdown]
# 평균 내지 않고 화소 하나를 봅니다. 잡음 한 점에도 깊다고 합니다.
#
# loses: depth_finds_the_darkest_four
# caught by: 깊이

# %% solution="depth"
def depth(even):
    return 1 - even.min(axis=(1, 2))
