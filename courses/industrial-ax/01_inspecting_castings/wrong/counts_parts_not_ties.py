# %% [markdown]
# 큰 것부터 몇 번째인지로 고릅니다. 점수가 같은 부품이 함께 걸린다는 것을 잊었습니다.
#
# loses: threshold_for_keeps_its_promise
# caught by: 점수가 같은 부품

# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    allowed = int(share * len(sound_scores) + 1e-9)
    return np.sort(sound_scores)[::-1][allowed - 1] if allowed else np.inf
