# %% [markdown]
# 시험 줄마다 학습에 나온 횟수를 더합니다.
#
# loses: shared_share_counts_rows
# caught by: 두 번 나온

# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    return sum((learning_wafers == w).sum() for w in test_wafers) / len(test_wafers)
