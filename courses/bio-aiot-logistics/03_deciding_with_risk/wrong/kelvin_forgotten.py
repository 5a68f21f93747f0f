# %% [markdown]
# 절대 온도로 바꾸지 않고 섭씨의 역수를 씁니다.
#
# loses: activation_energy_from_the_slope
# caught by: 꼭 맞는 빠르기

# %% solution="activation_energy"
def activation_energy(celsius, rates):
    slope, _ = np.polyfit(1 / celsius, np.log(rates), 1)
    return -slope * 8.3144e-3
