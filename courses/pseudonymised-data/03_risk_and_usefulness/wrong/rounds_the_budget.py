# %% [markdown]
# 남은 예산을 반올림해, 조금 모자란 질문에도 답합니다.
#
# loses: allow_within_budget
# caught by: 조금 모자랄

# %% solution="allow"
def allow(requests, limit):
    left, out = limit, []
    for r in requests:
        ok = round(left - r, 2) >= 0
        out.append(ok)
        left -= r * ok
    return out
