# %% [markdown]
# 작거나 큰 것만 찾으니 값이 없는 줄이 안으로 통과합니다.
#
# loses: is_outside_of_what_was_learnt
# caught by: 값이 없는 줄

# %% solution="is_outside"
def is_outside(learning, new):
    return ((new < learning.min(axis=0)) | (new > learning.max(axis=0))).any(axis=1)
