# %% [markdown]
# 줄이 아니라 서로 다른 웨이퍼를 셉니다.
#
# loses: shared_share_counts_rows
# caught by: 한 웨이퍼의 여러 줄

# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    test = set(test_wafers)
    return len(test & set(learning_wafers)) / len(test)
