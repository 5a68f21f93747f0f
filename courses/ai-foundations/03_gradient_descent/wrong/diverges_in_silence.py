# %% [markdown]
# 발산해도 멈추지 않고 nan이 가득한 길을 돌려줍니다.
#
# loses: descend_walks_down
# caught by: 발산했는데도

# %% solution="descend"
def descend(gradient, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)
