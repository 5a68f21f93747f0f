# %% [markdown]
# 같은 답을 다른 방법으로: 최소 제곱의 정의, bincount, 공백마다 linspace, logsumexp 모양의 식, 누적 합.

# %% solution="calibrate"
def calibrate(shown, bath_shown, bath_true):
    table = np.column_stack([bath_shown, np.ones(len(bath_shown))])
    slope, bias = np.linalg.lstsq(table, bath_true)[0]
    return np.array([slope * value + bias for value in shown])


# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    inside = minute < slots * step_minutes
    slot = (minute[inside] / step_minutes).astype(int)
    total = np.bincount(slot, weights=celsius[inside], minlength=slots)
    count = np.bincount(slot, minlength=slots)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


# %% solution="fill_short_gaps"
import itertools


def fill_short_gaps(celsius, longest):
    filled = celsius.copy()
    known = [place for place in range(len(celsius)) if not np.isnan(celsius[place])]
    for left, right in itertools.pairwise(known):
        missing = right - left - 1
        if 0 < missing <= longest:
            filled[left : right + 1] = np.linspace(celsius[left], celsius[right], missing + 2)
    return filled


# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    gas_constant = 8.3144e-3
    kelvin = np.asarray(celsius) + 273.15
    logarithm = np.log(np.sum(np.exp(-delta_h_kj_per_mol / gas_constant / kelvin)))
    return delta_h_kj_per_mol / gas_constant / (np.log(len(kelvin)) - logarithm) - 273.15


# %% solution="worst_window"
def worst_window(celsius, window):
    worst = np.nan
    for start in range(len(celsius) - window + 1):
        piece = celsius[start : start + window]
        if not np.isnan(piece).any():
            worst = np.fmax(worst, mkt(piece))
    return worst
