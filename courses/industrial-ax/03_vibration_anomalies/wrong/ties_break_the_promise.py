# %% [markdown]
# 큰 것부터 몇 번째인지로 정해서, 점수가 같은 정상이 많으면 약속한 과검을 넘습니다.
#
# loses: detection_at_the_same_false_alarms
# caught by: 점수가 같은 정상

# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    allowed = int(share * len(healthy_scores) + 1e-9)
    if allowed == 0:
        return 0.0
    return np.mean(faulty_scores >= np.sort(healthy_scores)[-allowed])
