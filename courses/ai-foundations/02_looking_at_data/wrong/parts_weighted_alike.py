# %% [markdown]
# 부품의 몫을 무시하고 불량률을 그냥 평균합니다.
#
# loses: fair_defect_percent_same_mix
# caught by: 공장 가

# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    counts = production.groupby(["factory", "part"])[["produced", "defective"]].sum()
    return (100 * counts["defective"] / counts["produced"]).groupby("factory").mean()
