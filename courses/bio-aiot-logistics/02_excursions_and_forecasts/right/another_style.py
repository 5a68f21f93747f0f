# %% [markdown]
# 같은 답을 다른 방법으로: groupby, 닫힌 식의 되풀이, 후보를 한꺼번에, 조건 순서, 반복문.

# %% solution="find_excursions"
from itertools import groupby


def find_excursions(celsius, limit, shortest):
    found, place = [], 0
    for is_hot, group in groupby(degrees > limit for degrees in celsius):
        length = len(list(group))
        if is_hot and length >= shortest:
            found.append((place, length))
        place += length
    return found


# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    keep = np.exp(-step_minutes / tau_minutes)
    product = np.empty(len(air))
    product[0] = start_celsius
    for now in range(1, len(air)):
        product[now] = keep * product[now - 1] + (1 - keep) * air[now]
    return product


# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    known = ~np.isnan(probe)
    product = np.full(len(candidates), probe[0])
    keep = np.exp(-1 / np.asarray(candidates))
    total = np.zeros(len(candidates))
    for now in range(1, len(air)):
        product = air[now] + (product - air[now]) * keep
        if known[now]:
            total += (product - probe[now]) ** 2
    return int(candidates[int(total.argmin())])


# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    missing = limit_celsius - product_celsius
    if missing <= 0:
        return 0
    if air_celsius > limit_celsius:
        return -tau_minutes * np.log1p(-missing / (air_celsius - product_celsius))
    return float("inf")


# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    ringing, alarm = False, []
    for minute in celsius.T:
        ringing = ringing or bool(np.nanmin(np.append(minute, np.inf)) <= margin_celsius)
        alarm.append(ringing)
    return np.array(alarm)
