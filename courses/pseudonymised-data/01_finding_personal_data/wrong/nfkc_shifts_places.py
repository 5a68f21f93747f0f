# %% [markdown]
# NFKC로 모양을 맞추어, 한 글자가 세 글자가 되고 자리가 모두 밀립니다.
#
# loses: normalise_text_keeps_places, find_numbers_in_korean
# caught by: 글의 길이가 달라졌습니다

# %% solution="normalise_text"
import unicodedata


def normalise_text(text):
    for dash in DASHES:
        text = text.replace(dash, "-")
    return unicodedata.normalize("NFKC", text)
