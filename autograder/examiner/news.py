"""What comes along with an answer: what the student's code printed, and what it warned of.

Checked before it is believed, and shown where the test would see it. Of a warning only its text and
one of Python's own classes come over.
"""

import builtins
import sys
import warnings
from typing import Any

from autograder.student.errors import BadValue, TooMuchPrinted


def check_news(news: Any) -> None:
    """Look at the form.

    Raises:
        BadValue: It is none.
        TooMuchPrinted: So much was printed that the rest is not told.
    """
    if type(news) is not dict or type(news.get("warned", [])) is not list:
        raise BadValue("news that are none")
    if type(news.get("which", 0)) is not int:
        raise BadValue("news that are none")
    for warned in news.get("warned", []):
        if type(warned) is not tuple or [type(part) for part in warned] != [str, str]:
            raise BadValue("news that are none")
    if news.get("flooded"):
        raise TooMuchPrinted("too much output")
    if any(type(news.get(name, "")) is not str for name in ("stdout", "stderr")):
        raise BadValue("output that is none")


def show_output(news: dict[str, Any]) -> None:
    """Print what was printed there."""
    for name in ("stdout", "stderr"):
        if text := news.get(name):
            getattr(sys, name).write(text)


def show_warnings(news: dict[str, Any]) -> None:
    """Warn of what was warned of there, as if the test's call had."""
    for name, text in news.get("warned", ()):
        kind = getattr(builtins, name, None)
        if not isinstance(kind, type) or not issubclass(kind, Warning):
            kind = UserWarning
        warnings.warn(text, kind, stacklevel=6)
