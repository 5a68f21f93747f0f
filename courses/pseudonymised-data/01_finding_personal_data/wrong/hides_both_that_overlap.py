# %% [markdown]
# 겹친 두 자리를 둘 다 가려 이름표가 부서집니다.
#
# loses: redact_every_place
# caught by: 겹친 자리를 가리면

# %% solution="redact"
def redact(text, spans):
    for start, end, label in sorted(spans, reverse=True):
        text = text[:start] + label + text[end:]
    return text
