# %% [markdown]
# 중앙값 대신 평균으로 나눕니다. 깊은 기공 하나가 사진 전체를 밝게 만듭니다.
#
# loses: even_light_forgets_the_lamp
# caught by: 고르게 한 사진

# %% solution="even_light"
def even_light(pictures, master):
    flat = pictures / master
    return flat / flat.mean(axis=(1, 2), keepdims=True)
