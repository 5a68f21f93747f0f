# %% [markdown]
# 버리는 날의 손해를 평균에서 뺍니다.
#
# loses: choose_truck_keeps_the_limit
# caught by: 버리는 날

# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    ok = 100 * is_spoilt.mean(axis=1) <= most_spoilt_percent
    if not ok.any():
        raise ValueError
    cost = np.array(
        [
            one[~bad].mean() if (~bad).any() else np.inf
            for one, bad in zip(losses, is_spoilt, strict=True)
        ]
    )
    return int(np.where(ok, cost, np.inf).argmin())
