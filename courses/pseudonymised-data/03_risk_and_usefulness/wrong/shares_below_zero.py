# %% [markdown]
# 0보다 작거나 1보다 큰 비율을 내놓습니다.
#
# loses: estimate_share_unmixes
# caught by: '예'가 너무 적을 때

# %% solution="estimate_share"
def estimate_share(answers, honest):
    return (np.mean(answers) - (1 - honest) / 2) / honest
