# %% [markdown]
# 양쪽에서 2.5 %씩 떼는 구간의 윗값을 구합니다. 물은 것은 한쪽 5 %입니다.
#
# loses: largest_miss_rate_counts_the_luck
# caught by: 20개를 모두 잡음

# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    from scipy.stats import beta

    return 1.0 if missed == defects else float(beta.ppf(0.975, missed + 1, defects - missed))
