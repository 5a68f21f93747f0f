# %% [markdown]
# 확률이 기준과 똑같은 답까지 넘깁니다.
#
# loses: refuse_below_the_level
# caught by: 기준과 같은 확률

# %% solution="refuse"
def answer_or_refuse(chances, least):
    return np.where(chances.max(axis=1) > least, chances.argmax(axis=1), -1)


def report(answers, truth):
    answered = answers >= 0
    right = 100.0 * np.mean((answers == truth)[answered]) if answered.any() else np.nan
    return 100.0 * np.mean(answered), right
