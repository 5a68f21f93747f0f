# %% double
def double(x):
    return 2 * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return float('nan')
# %% why
그냥요.
