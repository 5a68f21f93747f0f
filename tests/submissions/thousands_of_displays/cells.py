# %% double
from IPython.display import display

for number in range(100_000):
    display({"text/html": "<b>x</b>" * 10}, raw=True, display_id=str(number))


def double(x):
    return 41
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
