# %% [markdown]
# 표준편차 0을 1로 바꾸기만 했습니다. 배운 적 없는 특성이 새 기록의 예측을 흔듭니다.
#
# loses: standardise_like_uses_the_training_ruler
# caught by: 변하지 않은 특성

# %% solution="standardise_like"
def standardise_like(train, new):
    spread = train.std(axis=0)
    return (new - train.mean(axis=0)) / np.where(spread == 0, 1.0, spread)
