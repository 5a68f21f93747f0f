# %%
assert open('data.txt').read().split() == ['one', 'two']
lines = 2
# %% double
def double(x):
    return lines * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
