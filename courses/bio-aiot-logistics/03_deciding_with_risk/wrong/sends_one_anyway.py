# %% [markdown]
# 모든 차가 한계를 넘으면 그나마 덜 버리는 차를 보냅니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 모든 차가 한계를

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    spoilt_percent = 100 * is_spoilt.mean(axis=1)
    allowed = spoilt_percent <= most_spoilt_percent
    if not allowed.any():
        return int(spoilt_percent.argmin())
    return int(np.argmin(np.where(allowed, losses.mean(axis=1), np.inf)))
