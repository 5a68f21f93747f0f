# %% [markdown]
# 처음부터 넓은 경보선을 써서, 시작하자마자 생긴 이상을 늦게 압니다.
#
# loses: ewma_alarm_gathers_small_misfits
# caught by: 첫 값이 클 때

# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    level, limit = 0.0, 3 * sigma * np.sqrt(weight / (2 - weight))
    for index, value in enumerate(misfits):
        if np.isnan(value):
            continue
        level = (1 - weight) * level + weight * value
        if abs(level) > limit:
            return index
    return -1
