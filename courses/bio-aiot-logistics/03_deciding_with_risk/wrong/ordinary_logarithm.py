# %% [markdown]
# 자연로그 대신 상용로그를 씁니다.
#
# loses: activation_energy_from_the_slope
# caught by: 꼭 맞는 빠르기

# %% solution="activation_energy"
def activation_energy(celsius, rates):
    slope, _ = np.polyfit(1 / (celsius + 273.15), np.log10(rates), 1)
    return -slope * 8.3144e-3
