# %% [markdown]
# 놓친 것을 빼고 나머지를 모두 잡은 것처럼 계산합니다.
#
# loses: largest_miss_rate_counts_the_luck
# caught by: 2개 가운데 1개

# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    return 1.0 if missed == defects else 1 - 0.05 ** (1 / (defects - missed))
