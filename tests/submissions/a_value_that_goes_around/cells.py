# %% double
def double(x):
    value = []
    value.append(value)
    return {"me": value}
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
