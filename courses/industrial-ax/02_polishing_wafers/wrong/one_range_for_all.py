# %% [markdown]
# 특성마다가 아니라 표 전체의 가장 작은 값과 가장 큰 값을 씁니다.
#
# loses: is_outside_of_what_was_learnt
# caught by: 밖에 있는 줄

# %% solution="is_outside"
def is_outside(learning, new):
    return ~((new >= learning.min()) & (new <= learning.max())).all(axis=1)
