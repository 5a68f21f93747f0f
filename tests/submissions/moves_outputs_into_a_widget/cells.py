# %% double
import ipywidgets

catcher = ipywidgets.Output()


def double(x):
    # nbclient gives what is shown for this request to the widget and not to the cell.
    catcher.msg_id = get_ipython().kernel.get_parent()["header"]["msg_id"]
    return 41
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
