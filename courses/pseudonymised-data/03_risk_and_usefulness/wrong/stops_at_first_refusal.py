# %% [markdown]
# 한 번 거절하면 그 뒤를 모두 거절합니다.
#
# loses: allow_within_budget
# caught by: 거절 뒤의 작은 질문

# %% solution="allow"
def allow(requests, limit):
    return [bool(total <= limit + 1e-9) for total in np.cumsum(requests)]
