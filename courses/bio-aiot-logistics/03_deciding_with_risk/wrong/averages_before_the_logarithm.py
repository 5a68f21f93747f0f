# %% [markdown]
# 같은 온도의 빠르기를 먼저 평균한 다음 로그를 씌웁니다.
#
# loses: activation_energy_from_the_slope
# caught by: 같은 온도의

# %% solution="activation_energy"
def activation_energy(celsius, rates):
    t = np.unique(celsius)
    mean = np.array([rates[celsius == one].mean() for one in t])
    return -np.polyfit(1 / (t + 273.15), np.log(mean), 1)[0] * 8.3144e-3
