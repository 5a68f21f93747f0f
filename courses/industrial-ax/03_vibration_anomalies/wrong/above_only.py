# %% [markdown]
# 임계값과 같은 고장을 놓아줍니다.
#
# loses: detection_at_the_same_false_alarms
# caught by: 열에 둘까지

# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    allowed = [s for s in np.unique(healthy_scores) if np.mean(healthy_scores >= s) <= share]
    return np.mean(faulty_scores > min(allowed)) if allowed else 0.0
