# %% [markdown]
# 멀리 간 것을 발산이라고 여깁니다.
#
# loses: descend_walks_down
# caught by: ValueError

# %% solution="descend"
def descend(gradient, start, rate, steps):
    places = [start]
    for _ in range(steps):
        new = places[-1] - rate * gradient(places[-1])
        if np.abs(new).max() > 1e6 or not np.isfinite(new).all():
            raise ValueError
        places.append(new)
    return np.array(places)
