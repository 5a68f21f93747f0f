# %% [markdown]
# 질문을 하나씩 예산 전체와 견주어, 조금씩 끝없이 물을 수 있습니다.
#
# loses: allow_within_budget
# caught by: 차례로

# %% solution="allow"
def allow(requests, limit):
    return [epsilon <= limit + 1e-9 for epsilon in requests]
