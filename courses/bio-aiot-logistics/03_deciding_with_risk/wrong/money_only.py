# %% [markdown]
# 한계를 보지 않고 평균 손해만 봅니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 빡빡한 한계

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    return int(losses.mean(axis=1).argmin())
