# %% [markdown]
# 3의 법칙으로 어림합니다. 불량이 적으면 꽤 다르고, 놓친 것이 있으면 쓸 수 없습니다.
#
# loses: largest_miss_rate_counts_the_luck
# caught by: 20개를 모두 잡음

# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    return min(1.0, (missed + 3) / defects)
