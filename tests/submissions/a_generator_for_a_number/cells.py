# %% double
def double(x):
    while True:
        yield 2 * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
