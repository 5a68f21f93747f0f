# %% double
def double(x):
    return 2 * x
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
class Share:
    def __repr__(self):
        return "1.0"

def share():
    return Share()
# %% why
그냥요.
