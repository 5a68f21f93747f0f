# %% [markdown]
# 받은 조건을 그 자리에서 고칩니다. 되돌아갈 곳이 사라집니다.
#
# loses: next_step_is_small
# caught by: 받은 조건

# %% solution="next_step"
def next_step(now, wanted, largest):
    now += np.clip(wanted - now, -largest, largest)
    return now
