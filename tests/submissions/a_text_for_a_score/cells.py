# %% double
def double(x):
    return 2 * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 'all of it'
# %% why
그냥요.
