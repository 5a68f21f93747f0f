# %% [markdown]
# 새 기록을 새 기록 자신의 평균과 표준편차로 표준화합니다. 한 줄만 오면 자기 자신을 빼게 됩니다.
#
# loses: standardise_like_uses_the_training_ruler
# caught by: 새 기록 하나

# %% solution="standardise_like"
def standardise_like(train, new):
    spread = new.std(axis=0)
    return (new - new.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
