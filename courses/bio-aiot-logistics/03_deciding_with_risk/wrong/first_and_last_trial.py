# %% [markdown]
# 처음과 끝의 시험 둘만 잇습니다. 가운데 시험은 버린 셈입니다.
#
# loses: activation_energy_from_the_slope
# caught by: 흩어진 시험

# %% solution="activation_energy"
def activation_energy(celsius, rates):
    inverse = 1 / (celsius + 273.15)
    return -8.3144e-3 * np.log(rates[-1] / rates[0]) / (inverse[-1] - inverse[0])
