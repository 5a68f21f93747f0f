# %% [markdown]
# 라인이 멈춘 시간의 불량률을 0 %로 적습니다. 평균이 실제보다 좋아 보입니다.
#
# loses: defect_percent_handles_standstill
# caught by: 기대하는 값은 nan

# %% solution="defect_percent"
def defect_percent(produced, defective):
    return 100 * defective / np.maximum(produced, 1)
