# %% [markdown]
# 제품의 값 대신 약속한 83.144를 씁니다.
#
# loses: used_life_adds_up_speeds
# caught by: 예민한 제품

# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    speed = np.exp(10_000 * (1 / 278.15 - 1 / (celsius + 273.15)))
    return np.sum(speed) * step_minutes / (24 * 60)
