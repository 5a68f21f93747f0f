"""What a page says was chosen, which may be anything, compared with what there was to choose.

Nothing is turned into something else: "1", 1.0 and True are no 1. Draws no question.
"""

from collections.abc import Iterable
from typing import TypeVar

from playground_demos.errors import VisitorMessage

Key = TypeVar("Key", bound=str | int)


def taken(value: object, choices: Iterable[Key], ko: str, en: str) -> Key:
    """The one of `choices` that `value` is.

    Raises:
        VisitorMessage: It is none; asks for one in these words.
    """
    for choice in choices:
        if choice == value and type(value) is (str if isinstance(choice, str) else type(choice)):
            return choice
    raise VisitorMessage(ko, en)
