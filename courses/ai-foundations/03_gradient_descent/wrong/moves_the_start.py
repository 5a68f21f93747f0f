# %% [markdown]
# 출발점을 복사하지 않고 그 자리에서 옮깁니다. 길의 모든 줄은 달라 보이지만 부른 사람의 출발점이 사라집니다.
#
# loses: descend_walks_down
# caught by: 받은 출발점

# %% solution="descend"
def descend(gradient, start, rate, steps):
    path = [start.copy()]
    for _ in range(steps):
        start -= rate * gradient(start)
        if not np.isfinite(start).all():
            raise ValueError("diverged")
        path.append(start.copy())
    return np.array(path)
