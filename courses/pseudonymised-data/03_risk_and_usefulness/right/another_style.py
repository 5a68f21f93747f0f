# %% [markdown]
# 같은 답을 다른 방법으로: 사람마다의 위험, 두 갈래의 라플라스, 합에서 나누기, 남은 예산 세기, 센 수로 풀기.

# %% solution="risks"
def risks(table, quasi):
    one = table.assign(_one=1).groupby(list(quasi), dropna=False)["_one"].transform("sum")
    each = 100 / one
    return each.max(), each.mean()


# %% solution="laplace"
def laplace(u, scale):
    low, high = np.minimum(2 * np.asarray(u), 1.0), np.minimum(2 - 2 * np.asarray(u), 1.0)
    return scale * (np.log(low) - np.log(high))


def noisy_count(count, epsilon, u):
    noisy = laplace(u, epsilon**-1) + count
    return np.where(noisy > 0, noisy, 0.0)


# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    total = sum(min(max(value, low), high) for value in values)
    count = len(values)
    return (total + laplace(u, (high - low) / epsilon)) / count


# %% solution="allow"
def allow(requests, limit):
    answered, left = [], limit
    for epsilon in requests:
        if epsilon - left > 1e-9:
            answered.append(False)
            continue
        left -= epsilon
        answered.append(True)
    return answered


# %% solution="estimate_share"
def estimate_share(answers, honest):
    count = len(answers)
    by_coin = count * (1 - honest) * 0.5
    return min(1.0, max(0.0, (sum(map(bool, answers)) - by_coin) / (count * honest)))
