# %% [markdown]
# 센서마다가 아니라 표 전체의 평균과 표준편차를 씁니다. axis를 빠뜨린 흔한 실수입니다.
#
# loses: standardise_each_sensor
# caught by: 센서마다의 평균

# %% solution="standardise"
def standardise(readings):
    return (readings - readings.mean()) / readings.std()
