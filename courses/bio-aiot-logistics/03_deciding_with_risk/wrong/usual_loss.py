# %% [markdown]
# 평균이 아니라 보통 때(중앙값)의 손해를 봅니다. 드문 큰 손해가 보이지 않습니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 드문 큰 손해

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    allowed = 100 * is_spoilt.mean(axis=1) <= most_spoilt_percent
    if not allowed.any():
        raise ValueError("no truck")
    return int(np.argmin(np.where(allowed, np.median(losses, axis=1), np.inf)))
