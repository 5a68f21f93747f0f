# %% [markdown]
# 재지 못한 값을 0으로 칩니다. 조용한 날이 끼어든 것처럼 평균이 작아집니다.
#
# loses: ewma_alarm_gathers_small_misfits
# caught by: 재지 못한 값

# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    level = 0.0
    for index, value in enumerate(np.nan_to_num(misfits)):
        level = (1 - weight) * level + weight * value
        width = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * (index + 1))))
        if abs(level) > 3 * sigma * width:
            return index
    return -1
