# %% [markdown]
# 재지 못한 값에도 t를 늘려 경보선이 먼저 넓어집니다.
#
# loses: ewma_alarm_gathers_small_misfits
# caught by: 처음에 재지

# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    mean = 0.0
    for i, m in enumerate(misfits):
        if np.isnan(m):
            continue
        mean = (1 - weight) * mean + weight * m
        if abs(mean) > 3 * sigma * np.sqrt(
            weight / (2 - weight) * (1 - (1 - weight) ** (2 * (i + 1)))
        ):
            return i
    return -1
