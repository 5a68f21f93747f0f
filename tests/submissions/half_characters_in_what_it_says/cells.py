# %%
import sys
from IPython.display import display
print('\ud800 and \x00')
sys.stderr.write('\udcff\n')
display({'text/plain': '\ud800', 'text/html': '<b>\udfff</b>'}, raw=True)
# %% double
def double(x):
    raise ValueError('\ud800 \x1b[2J')
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
