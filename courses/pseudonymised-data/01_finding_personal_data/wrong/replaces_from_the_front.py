# %% [markdown]
# 앞에서부터 바꾸어 뒤의 자리가 모두 어긋납니다.
#
# loses: redact_every_place
# caught by: 가린 글이

# %% solution="redact"
def redact(text, spans):
    for start, end, label in sorted(spans):
        text = text[:start] + label + text[end:]
    return text
