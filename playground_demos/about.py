"""What a demo says about itself, in both languages, as plain frozen data.

Needs nothing but Python, so that a front page, a test or a report can read it without a model or
a browser. Does not hold the model card's figures; the card does.
"""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages of every page; the first is the one of a visitor who chose none."""

    KO = "ko"
    EN = "en"

    def pick(self, ko: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return ko if self is Language.KO else en


@dataclass(frozen=True)
class Words:
    """One sentence or title in both languages; plain text, never markup."""

    ko: str
    en: str

    def said_in(self, language: Language) -> str:
        """The words in `language`."""
        return language.pick(self.ko, self.en)


@dataclass(frozen=True, kw_only=True)
class About:
    """One demo, as the front page, its own page and the model page introduce it.

    `name` is the demo's word in addresses and records and equals its module's name; it matches
    `[a-z][a-z0-9_]{0,30}`. `model_file` and `card_file` lie in the model folder; the card is the
    JSON object that `make models` writes. A demo that answers by rules has neither. `memory_bytes`
    is what the loaded model takes (of the GPU where there is one). `batches` says that each row of
    what the network returns follows from one row of what it is given, so that several visitors'
    questions may be one call. `limits` are shown on the page: where this model fails, and why.
    `minutes` is how long a visit takes. `icon` is one emoji, for a demo without a drawing of its
    own in `static/icons/<name>.svg`.
    """

    name: str
    title: Words
    question: Words
    source: Words
    licence: str
    limits: tuple[Words, ...]
    model_file: str = ""
    card_file: str = ""
    memory_bytes: int = 0
    batches: bool = False
    icon: str = "✨"
    minutes: int = 3
