"""How fast, and in how much memory, a class gets to work: this lab beside stock JupyterHub."""
