# %% [markdown]
# 커지는 쪽만 봅니다.
#
# loses: ewma_alarm_gathers_small_misfits
# caught by: 아래로 빗나갈 때

# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    level, count = 0.0, 0
    for index, value in enumerate(misfits):
        if np.isnan(value):
            continue
        count += 1
        level = (1 - weight) * level + weight * value
        width = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * count)))
        if level > 3 * sigma * width:
            return index
    return -1
