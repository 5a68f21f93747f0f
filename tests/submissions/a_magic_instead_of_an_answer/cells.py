# %% double
%%javascript
Jupyter.notebook.get_cells().forEach(cell => cell.clear_output())
# %%
%load_ext autoreload
%autoreload 2
get_ipython().register_magic_function(lambda line, cell=None: None, "cell", "time")
%config InteractiveShell.ast_node_interactivity = "none"
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
