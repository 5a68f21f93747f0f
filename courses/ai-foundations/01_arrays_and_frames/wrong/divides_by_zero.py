# %% [markdown]
# 답은 맞지만 0으로 나누고 경고를 그대로 흘려보냅니다.
#
# loses: defect_percent_handles_standstill
# caught by: RuntimeWarning

# %% solution="defect_percent"
def defect_percent(produced, defective):
    return 100 * np.asarray(defective) / np.asarray(produced)
