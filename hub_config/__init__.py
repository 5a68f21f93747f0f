"""The front door: settings become a running JupyterHub with its spawner and services."""
