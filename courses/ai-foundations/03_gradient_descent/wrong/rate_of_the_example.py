# %% [markdown]
# 학습률을 받아 놓고 쓰지 않습니다. 예시에 나온 0.25로만 걷습니다.
#
# loses: descend_walks_down
# caught by: 다른 학습률

# %% solution="descend"
def descend(gradient, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        place = path[-1] - 0.25 * gradient(path[-1])
        if not np.isfinite(place).all():
            raise ValueError("diverged")
        path.append(place)
    return np.array(path)
