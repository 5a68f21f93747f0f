# %% [markdown]
# 주문 순서가 아니라 오래 쓸 병원부터 줍니다.
#
# loses: assign_boxes_short_lives_first
# caught by: 먼저 온 주문

# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    left = np.array(left_days, dtype=float)
    out = np.full(len(needed_days), -1)
    for i in np.argsort(-np.asarray(needed_days), kind="stable"):
        u = np.where(left >= needed_days[i], left, np.inf)
        if np.isfinite(u).any():
            out[i] = np.argmin(u)
            left[out[i]] = -np.inf
    return out
