# %% [markdown]
# 더 움직이지 않으면 일찍 끝내, 약속한 걸음 수보다 짧은 표가 나옵니다.
#
# loses: descend_walks_down
# caught by: 바닥에서 걷기

# %% solution="descend"
def descend(gradient, start, rate, steps):
    places = [start]
    for _ in range(steps):
        new = places[-1] - rate * gradient(places[-1])
        if not np.isfinite(new).all():
            raise ValueError
        if np.allclose(new, places[-1]):
            break
        places.append(new)
    return np.array(places)
