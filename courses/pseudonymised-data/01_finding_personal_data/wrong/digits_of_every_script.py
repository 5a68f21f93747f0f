# %% [markdown]
# 다른 나라의 숫자까지 바꿉니다.
#
# loses: normalise_text_keeps_places
# caught by: 그대로 두어야

# %% solution="normalise_text"
def normalise_text(text):
    out = re.sub(r"\d", lambda m: str(int(m[0])), text)
    return re.sub("[" + DASHES + "]", "-", out)
