# %% double
import sys

sys.setrecursionlimit(10**9)


def double(x):
    return double(x + 1)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
