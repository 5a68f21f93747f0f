# %% double
def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
