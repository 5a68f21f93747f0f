# %% double
def double(x):
    value = []
    for _ in range(100_000):
        value = [value]
    return value
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
