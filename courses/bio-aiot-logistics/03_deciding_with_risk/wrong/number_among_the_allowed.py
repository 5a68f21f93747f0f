# %% [markdown]
# 한계를 지키는 차만 남긴 표에서의 번호를 돌려줍니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 빡빡한 한계

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    allowed = 100 * is_spoilt.mean(axis=1) <= most_spoilt_percent
    if not allowed.any():
        raise ValueError("no truck")
    return int(losses[allowed].mean(axis=1).argmin())
