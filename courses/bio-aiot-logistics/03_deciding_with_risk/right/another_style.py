# %% [markdown]
# 같은 답을 다른 방법으로: 합의 차례를 바꾸고, 아는 몫과 모르는 몫을 따로, lstsq, 차례로 견주기, 정렬.

# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    total = 0.0
    for degrees in celsius:
        exponent = energy_kj_per_mol / 8.3144e-3 * (degrees - 5) / (278.15 * (degrees + 273.15))
        total += np.exp(exponent) * step_minutes
    return total / 1440


# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    unknown = np.isnan(celsius)
    known_part = used_life(celsius[~unknown], step_minutes, energy_kj_per_mol)
    ends = np.array([[coldest_celsius], [warmest_celsius]])
    slots = unknown.sum()
    return [known_part + slots * used_life(end, step_minutes, energy_kj_per_mol) for end in ends]


# %% solution="activation_energy"
def activation_energy(celsius, rates):
    inverse = 1 / (celsius + 273.15)
    logarithm = np.log(rates)
    centred = inverse - inverse.mean()
    slope = centred @ (logarithm - logarithm.mean()) / (centred @ centred)
    return -8.3144e-3 * slope


# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    best = None
    for truck in range(len(losses)):
        if is_spoilt[truck].sum() * 100 <= most_spoilt_percent * is_spoilt.shape[1]:
            mean = losses[truck].mean()
            if best is None or mean < best[0]:
                best = (mean, truck)
    if best is None:
        raise ValueError("모든 차가 한계를 넘습니다.")
    return best[1]


# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    waiting = sorted(range(len(left_days)), key=lambda box: (left_days[box], box))
    given = []
    for needed in needed_days:
        found = next((box for box in waiting if left_days[box] >= needed), -1)
        if found >= 0:
            waiting.remove(found)
        given.append(found)
    return given
