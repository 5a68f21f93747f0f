# %% double
def double(x):
    while True:
        print('x' * 1000)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
