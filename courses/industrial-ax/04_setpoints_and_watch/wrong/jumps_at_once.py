# %% [markdown]
# 손잡이마다가 아니라 전체 거리로 폭을 정해, 한 손잡이가 폭을 넘습니다.
#
# loses: next_step_is_small
# caught by: 둘 다 멀 때

# %% solution="next_step"
def next_step(now, wanted, largest):
    distance = np.abs(wanted - now).max()
    return now + (wanted - now) * min(1.0, largest.max() / distance) if distance else now.copy()
