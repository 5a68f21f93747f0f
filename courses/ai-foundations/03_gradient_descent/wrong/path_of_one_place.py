# %% [markdown]
# 같은 배열 하나를 계속 고치면서 목록에 담아, 길의 모든 줄이 도착점이 됩니다(1단원의 창과 같은 사고).
#
# loses: descend_walks_down
# caught by: 두 걸음

# %% solution="descend"
def descend(gradient, start, rate, steps):
    place = np.array(start, dtype=float)
    path = [place]
    for _ in range(steps):
        place -= rate * gradient(place)
        if not np.isfinite(place).all():
            raise ValueError("diverged")
        path.append(place)
    return np.array(path)
