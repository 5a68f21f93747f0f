"""The exception family of this folder.

A `LabError` is something the operator can mend: its message says where, what was found, what was
expected and what to do, and no traceback is shown with it. Everything else is a defect of ours.
"""


class LabError(Exception):
    """The lab cannot do what was asked; the message names the cure."""
