# %% [markdown]
# 시험이 아니라 학습 줄 가운데 겹치는 비율을 셉니다.
#
# loses: shared_share_counts_rows
# caught by: 학습이 훨씬 많을 때

# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    return np.isin(learning_wafers, test_wafers).mean()
