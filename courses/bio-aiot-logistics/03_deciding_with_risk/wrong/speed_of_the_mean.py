# %% [markdown]
# 온도를 먼저 평균하고 그 온도의 빠르기를 씁니다. 더운 하루가 시원한 하루에 묻힙니다.
#
# loses: used_life_adds_up_speeds, life_bounds_hold_the_unknown
# caught by: 두 온도를 하루씩

# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    kelvin = np.mean(celsius) + 273.15
    speed = np.exp(energy_kj_per_mol / 8.3144e-3 * (1 / 278.15 - 1 / kelvin))
    return speed * len(celsius) * step_minutes / (24 * 60)
