# %% [markdown]
# 0.1 + 0.1 + 0.1이 0.3보다 크다며 거절합니다.
#
# loses: allow_within_budget
# caught by: 먼지

# %% solution="allow"
def allow(requests, limit):
    answered, spent = [], 0.0
    for epsilon in requests:
        answered.append(spent + epsilon <= limit)
        if answered[-1]:
            spent += epsilon
    return answered
