# %% [markdown]
# 겹치면 긴 쪽이 아니라 먼저 시작한 쪽을 가립니다.
#
# loses: redact_every_place
# caught by: 한쪽 끝만

# %% solution="redact"
def redact(text, spans):
    kept = []
    for span in sorted(spans, key=lambda s: (s[0], -(s[1] - s[0]))):
        if kept and span[0] < kept[-1][1]:
            continue
        kept.append(span)
    for s, e, label in reversed(kept):
        text = text[:s] + label + text[e:]
    return text
