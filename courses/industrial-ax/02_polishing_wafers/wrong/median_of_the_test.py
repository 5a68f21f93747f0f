# %% [markdown]
# 시험 표의 제거율로 중앙값을 구합니다. 예측할 것을 미리 보았습니다.
#
# loses: stage_median_learns_from_learning
# caught by: 단계의 중앙값

# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    return test.groupby("STAGE")["AVG_REMOVAL_RATE"].transform("median")
