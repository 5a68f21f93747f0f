# %% [markdown]
# 변하지 않은 특성을 0으로 나눈 다음 nan을 0으로 덮습니다. 배운 값과 다른 새 값은 무한대가 됩니다.
#
# loses: standardise_like_uses_the_training_ruler
# caught by: RuntimeWarning

# %% solution="standardise_like"
def standardise_like(train, new):
    return np.nan_to_num((new - train.mean(axis=0)) / train.std(axis=0))
