# %% [markdown]
# 받은 배열을 그 자리에서 고칩니다. 답은 맞지만 부른 사람의 자료가 망가집니다.
#
# loses: standardise_each_sensor
# caught by: 받은 배열

# %% solution="standardise"
def standardise(readings):
    readings -= readings.mean(axis=0)
    readings /= readings.std(axis=0)
    return readings
