# %% [markdown]
# 넘긴 것까지 틀린 답으로 셉니다.
#
# loses: refuse_below_the_level
# caught by: 보고

# %% solution="refuse"
def answer_or_refuse(chances, least):
    return np.where(chances.max(axis=1) >= least, chances.argmax(axis=1), -1)


def report(answers, truth):
    answered = answers >= 0
    if not answered.any():
        return 0.0, np.nan
    return 100.0 * np.mean(answered), 100.0 * np.mean(answers == truth)
