# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="loss"
def loss(features, target, weights, bias):
    total = 0.0
    for row, y in zip(features, target, strict=True):
        total += (sum(a * b for a, b in zip(row, weights, strict=True)) + bias - y) ** 2
    return total / len(target)


# %% solution="gradients"
def gradients(features, target, weights, bias):
    miss = features @ weights + bias - target
    slopes = np.array([np.mean(2 * miss * features[:, j]) for j in range(features.shape[1])])
    return slopes, 2 * np.mean(miss)


# %% solution="descend"
def descend(gradient, start, rate, steps):
    places = [np.array(start, dtype=float)]
    for _ in range(steps):
        new = places[-1] - rate * np.asarray(gradient(places[-1]))
        if not np.all(np.isfinite(new)):
            raise ValueError("발산했습니다")
        places.append(new)
    return np.array(places)


# %% solution="standardise_like"
def standardise_like(train, new):
    out = np.zeros(new.shape)
    for j in range(train.shape[1]):
        s = train[:, j].std()
        if s > 0:
            out[:, j] = (new[:, j] - train[:, j].mean()) / s
    return out


# %% solution="to_original_units"
def to_original_units(weights, bias, mean, spread):
    w = [a / s for a, s in zip(weights, spread, strict=True)]
    b = bias
    for a, m in zip(w, mean, strict=True):
        b -= a * m
    return np.array(w), b
