# %% double
def double(x):
    return bytes(100 * 1024 * 1024)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
