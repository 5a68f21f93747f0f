# %% [markdown]
# 기준을 넘은 첫 종류를 답합니다. 가장 큰 확률이 아닙니다.
#
# loses: refuse_below_the_level
# caught by: 둘이 기준을

# %% solution="refuse"
def answer_or_refuse(chances, least):
    return np.where((chances >= least).any(axis=1), (chances >= least).argmax(axis=1), -1)


def report(answers, truth):
    g = answers >= 0
    return 100 * g.mean(), 100 * (answers[g] == truth[g]).mean() if g.any() else np.nan
