# %% double
import ctypes


def double(x):
    ctypes.string_at(0)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
