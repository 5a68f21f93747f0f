# %% [markdown]
# 개수를 더하지 않고 줄마다의 불량률을 평균합니다. 열 개짜리 줄과 백구십 개짜리 줄이 같은 힘을 갖습니다.
#
# loses: fair_defect_percent_same_mix
# caught by: 여러 줄에 나뉜 기록

# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    rows = production.assign(percent=100 * production["defective"] / production["produced"])
    percent = rows.groupby(["factory", "part"])["percent"].mean()
    share = production.groupby("part")["produced"].sum() / production["produced"].sum()
    return percent.unstack("part").mul(share, axis="columns").sum(axis="columns")
