"""What an answer changes of a page beside what it says: a part is shown, hidden, filled or emptied.

Written as Gradio writes an update, for work that knows no Gradio. Does nothing to a page itself.
"""

from typing import Any


def show(is_there: bool = True) -> dict[str, Any]:
    """The part is there for the visitor, or not; its value stays."""
    return _update(visible=is_there)


def fill(value: Any) -> dict[str, Any]:
    """The part has this value; None empties it."""
    return _update(value=value)


def ask_again(value: Any = None) -> dict[str, Any]:
    """The question is there, and nothing of it is taken but `value`."""
    return _update(value=value, visible=True)


def _update(**changed: Any) -> dict[str, Any]:
    return {"__type__": "update", **changed}
