# %% [markdown]
# 동전이 만든 '예'를 빼지 않습니다.
#
# loses: estimate_share_unmixes
# caught by: 절반이 참말

# %% solution="estimate_share"
def estimate_share(answers, honest):
    return float(np.mean(answers))
