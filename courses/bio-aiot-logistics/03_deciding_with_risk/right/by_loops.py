# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    total = 0.0
    for c in celsius:
        total += (
            np.exp(energy_kj_per_mol / 8.3144e-3 * (1 / 278.15 - 1 / (c + 273.15)))
            * step_minutes
            / 1440
        )
    return total


# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    out = []
    for filler in (coldest_celsius, warmest_celsius):
        filled = [filler if np.isnan(c) else c for c in celsius]
        out.append(used_life(np.array(filled), step_minutes, energy_kj_per_mol))
    return np.array(out)


# %% solution="activation_energy"
def activation_energy(celsius, rates):
    x = [1 / (c + 273.15) for c in celsius]
    y = [np.log(r) for r in rates]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / sum(
        (a - mx) ** 2 for a in x
    )
    return -slope * 8.3144e-3


# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    best = None
    for truck in range(len(losses)):
        if 100 * sum(is_spoilt[truck]) / len(is_spoilt[truck]) > most_spoilt_percent:
            continue
        if best is None or np.mean(losses[truck]) < np.mean(losses[best]):
            best = truck
    if best is None:
        raise ValueError("쓸 수 있는 차가 없습니다")
    return best


# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    given, answer = set(), []
    for need in needed_days:
        best = -1
        for box, left in enumerate(left_days):
            if box not in given and left >= need and (best == -1 or left < left_days[best]):
                best = box
        if best != -1:
            given.add(best)
        answer.append(best)
    return np.array(answer)
