# %% [markdown]
# 모두 넘겼을 때 아무것도 없는 것의 평균을 내어 경고가 나옵니다.
#
# loses: refuse_below_the_level
# caught by: Mean of empty slice

# %% solution="refuse"
def answer_or_refuse(chances, least):
    return np.where(chances.max(axis=1) >= least, chances.argmax(axis=1), -1)


def report(answers, truth):
    answered = answers >= 0
    return 100.0 * np.mean(answered), 100.0 * np.mean((answers == truth)[answered])
