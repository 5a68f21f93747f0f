# %% [markdown]
# 고장 점수의 분위수로 임계값을 정합니다. 현장에는 고장 기록이 없습니다.
#
# loses: detection_at_the_same_false_alarms
# caught by: 열에 둘까지

# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    return np.mean(faulty_scores >= np.quantile(faulty_scores, share))
