# %% [markdown]
# 아무것도 걸지 않는 후보를 빠뜨렸습니다.
#
# loses: threshold_for_keeps_its_promise
# caught by: 점수가 같은 부품

# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    allowed = [t for t in sound_scores if np.mean(sound_scores >= t) <= share]
    return min(allowed) if allowed else sound_scores.max()
