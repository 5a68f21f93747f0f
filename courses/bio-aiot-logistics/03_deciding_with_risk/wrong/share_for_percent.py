# %% [markdown]
# 비율과 퍼센트를 견줍니다. 한계가 백 배 느슨해집니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 빡빡한 한계

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    allowed = is_spoilt.mean(axis=1) <= most_spoilt_percent
    if not allowed.any():
        raise ValueError("no truck")
    return int(np.argmin(np.where(allowed, losses.mean(axis=1), np.inf)))
