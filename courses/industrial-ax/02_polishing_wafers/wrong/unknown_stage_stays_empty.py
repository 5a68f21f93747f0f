# %% [markdown]
# 학습에 없던 단계를 NaN으로 남깁니다.
#
# loses: stage_median_learns_from_learning
# caught by: 처음 보는 단계

# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    kept = learning[learning["AVG_REMOVAL_RATE"] < limit]
    return test["STAGE"].map(kept.groupby("STAGE")["AVG_REMOVAL_RATE"].median())
