# %% [markdown]
# 사진마다가 아니라 모든 사진을 합친 중앙값으로 나눕니다. 조명이 바뀐 사진이 섞이면 틀립니다.
#
# loses: even_light_forgets_the_lamp
# caught by: 고르게 한 사진

# %% solution="even_light"
def even_light(pictures, master):
    flat = pictures / master
    return flat / np.median(flat)
