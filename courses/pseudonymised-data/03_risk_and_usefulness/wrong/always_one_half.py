# %% [markdown]
# 참말을 할 가능성을 늘 절반으로 여깁니다.
#
# loses: estimate_share_unmixes
# caught by: 모두 참말

# %% solution="estimate_share"
def estimate_share(answers, honest):
    return min(max((np.mean(answers) - 0.25) / 0.5, 0), 1)
