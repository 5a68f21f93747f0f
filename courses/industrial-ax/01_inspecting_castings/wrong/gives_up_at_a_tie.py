# %% [markdown]
# 같은 점수들 때문에 몫을 넘으면, 더 높은 점수를 보지 않고 포기합니다.
#
# loses: threshold_for_keeps_its_promise
# caught by: 같은 점수들 다음

# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    t = np.quantile(sound_scores, 1 - share, method="higher")
    return t if np.mean(sound_scores >= t) <= share else np.inf
