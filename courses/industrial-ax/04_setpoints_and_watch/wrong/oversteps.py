# %% [markdown]
# 늘 가장 큰 폭으로 움직여서 목표를 지나칩니다.
#
# loses: next_step_is_small
# caught by: 거의 다 왔을 때

# %% solution="next_step"
def next_step(now, wanted, largest):
    return now + np.sign(wanted - now) * largest
