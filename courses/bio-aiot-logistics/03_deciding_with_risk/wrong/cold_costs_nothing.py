# %% [markdown]
# 5 °C보다 찬 시간은 수명을 쓰지 않는다고 칩니다.
#
# loses: used_life_adds_up_speeds, life_bounds_hold_the_unknown
# caught by: 2 °C에서 하루

# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    kelvin = celsius + 273.15
    speed = np.exp(energy_kj_per_mol / 8.3144e-3 * (1 / 278.15 - 1 / kelvin))
    return np.sum(speed[celsius >= 5]) * step_minutes / (24 * 60)
