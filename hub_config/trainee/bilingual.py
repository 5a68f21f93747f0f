"""An error that people read: one sentence in Korean, the same in English.

Carries no traceback or secret to the reader. Does not translate.
"""


class BilingualError(Exception):
    """Something a person must know; `str()` gives both languages, Korean first."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n{english}")
        self.korean = korean
        self.english = english
