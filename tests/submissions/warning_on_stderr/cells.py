# %% double
import sys

def double(x):
    print('a warning', file=sys.stderr)
    return 2 * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
