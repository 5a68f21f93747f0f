# %% [markdown]
# 공장마다 모두 더해서 나눕니다. 어려운 일을 맡은 공장이 나빠 보이는, 바로 그 함정입니다.
#
# loses: fair_defect_percent_same_mix
# caught by: 공장 가

# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    total = production.groupby("factory")[["produced", "defective"]].sum()
    return 100 * total["defective"] / total["produced"]
