"""Signs of tampering: what an instructor should look at, in a closed vocabulary.

A sign says in which cell something was found, what, and how. It is evidence and no verdict: it
takes no points, honest code can cause it, and whoever knows the grader can avoid it. Trainees are
not shown signs. Looks for nothing itself: see `autograder.guarding` and `autograder.examining`.
"""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_HOW = 200


class Tampering(StrEnum):
    """What was found."""

    BUILTIN = "builtin"
    TEST_HELPER = "test_helper"
    MODULE = "module"
    NOTEBOOK_HOOK = "notebook_hook"
    TRACER = "tracer"
    THREAD = "thread"
    COMPARISON = "comparison"
    CONVERSATION = "conversation"
    UNFINISHED = "unfinished"


SENTENCES: dict[Tampering, str] = {
    Tampering.BUILTIN: "a builtin of Python was changed",
    Tampering.TEST_HELPER: "a helper that tests use was changed",
    Tampering.MODULE: "a module or a class of a library was changed",
    Tampering.NOTEBOOK_HOOK: "IPython or the kernel was changed",
    Tampering.TRACER: "code of the notebook traced the run",
    Tampering.THREAD: "code of the notebook ran beside the test",
    Tampering.COMPARISON: "an object of the answer decides itself how it compares",
    Tampering.CONVERSATION: "the answer's process did not keep to the examination's form",
    Tampering.UNFINISHED: "the test did not report its end and earned nothing",
}


@dataclass(frozen=True)
class Sign:
    """One finding: the grade id of the cell, what, and how in a few words."""

    cell: str
    what: Tampering
    how: str

    def sentence(self) -> str:
        """For an instructor."""
        return f"{SENTENCES[self.what]} ({self.how})"


def read_sign(cell: str, what: object, how: object) -> Sign | None:
    """A sign from words that a student's process sent; None if they are none of ours."""
    if not isinstance(what, str) or what not in set(Tampering) or not isinstance(how, str):
        return None
    plain = "".join(letter if letter.isprintable() else "?" for letter in how[:LONGEST_HOW])
    return Sign(cell, Tampering(what), plain)
