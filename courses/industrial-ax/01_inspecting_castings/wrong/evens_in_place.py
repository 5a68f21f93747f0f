# %% [markdown]
# 받은 사진을 그 자리에서 고칩니다. 답은 맞지만 원본이 망가집니다.
#
# loses: even_light_forgets_the_lamp
# caught by: 받은 사진

# %% solution="even_light"
def even_light(pictures, master):
    pictures /= master
    pictures /= np.median(pictures, axis=(1, 2), keepdims=True)
    return pictures
