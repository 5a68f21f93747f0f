# %% [markdown]
# 분위수를 그대로 씁니다. 점수가 같은 부품이 있으면 약속한 몫을 넘고, 하나도 걸지 말라고 해도 하나는 걸립니다.
#
# loses: threshold_for_keeps_its_promise
# caught by: 점수가 같은 부품

# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    return np.quantile(sound_scores, 1 - share, method="higher")
