# %% [markdown]
# 중앙값 대신 평균을 쓰고 오류도 빼지 않습니다. 이기기 쉬운 허수아비입니다.
#
# loses: stage_median_learns_from_learning
# caught by: 단계의 중앙값

# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    means = learning.groupby("STAGE")["AVG_REMOVAL_RATE"].mean()
    return test["STAGE"].map(means).fillna(learning["AVG_REMOVAL_RATE"].mean())
