# %% [markdown]
# nan만 보고 inf는 그냥 지나칩니다.
#
# loses: descend_walks_down
# caught by: inf가 되었는데도

# %% solution="descend"
def descend(gradient, start, rate, steps):
    places = [start]
    for _ in range(steps):
        new = places[-1] - rate * gradient(places[-1])
        if np.isnan(new).any():
            raise ValueError
        places.append(new)
    return np.array(places)
