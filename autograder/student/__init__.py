"""What runs beside a student's code: one process with an IPython shell and no sockets of Jupyter.

Imports the standard library, IPython, ipykernel and itself, nothing else of the lab: whatever lies
here can be read, changed and called by the student's code. The parent trusts nothing of it.
"""
