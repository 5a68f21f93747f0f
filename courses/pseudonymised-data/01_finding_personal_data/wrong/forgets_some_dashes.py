# %% [markdown]
# 줄표 가운데 눈에 익은 것만 바꿉니다.
#
# loses: normalise_text_keeps_places
# caught by: 바꾸지 않은 줄표

# %% solution="normalise_text"
def normalise_text(text):
    return text.translate(str.maketrans("０１２３４５６７８９－–—", "0123456789---"))
