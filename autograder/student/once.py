"""What is asked for twice in a row and worked out once: ipykernel reads a cell, then IPython does.

Both ask the shell for the cell without IPython's syntax, and whether it awaits something. Nothing
of the notebook runs between the two. Keeps no answer longer than that.
"""

from collections.abc import Callable
from typing import Any


class Once:
    """A function whose next answer is given twice, if the same is asked again."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._asked: object = None
        self._found: Any = None

    def forget(self) -> None:
        """Answer anew, whatever was asked last."""
        self._asked = self._found = None

    def __call__(self, *arguments: object, **named: object) -> Any:
        """The function's answer; what it raises is not kept."""
        asked = (arguments, named)
        if self._asked == asked:
            found = self._found
            self.forget()
            return found
        self._found = self._function(*arguments, **named)
        self._asked = asked
        return self._found
