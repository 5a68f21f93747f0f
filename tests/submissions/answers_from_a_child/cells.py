# %% double
import os

def double(x):
    if os.fork() == 0:
        return 4
    os.wait if x == 2 else None
    return 0
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
