# %% [markdown]
# 새 값과 옛 평균의 몫을 바꿔 곱합니다.
#
# loses: ewma_alarm_gathers_small_misfits
# caught by: 작은 빗나감이 이어질 때

# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    level, count = 0.0, 0
    for index, value in enumerate(misfits):
        if np.isnan(value):
            continue
        count += 1
        level = weight * level + (1 - weight) * value
        width = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * count)))
        if abs(level) > 3 * sigma * width:
            return index
    return -1
