"""Whose turn it is by what each has had: start-time fair queueing between visitors.

Each visitor's work is tagged as if they shared the workers evenly (Goyal, Vin and Cheng 1996), so
who sends a hundred requests waits behind everyone who sends one. Who lets a moment pass between an
answer and the next press owes nothing for what they have had. Used by the desk alone, under its
lock; keeps two numbers of a visitor, and those only while there is a debt.
"""

from collections.abc import Callable

PAUSE_SECONDS = 1.0  # nobody reads an answer and asks the next in less


class Shares:
    """The tags of tickets; a smaller one goes first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.now_tag = 0.0
        """That of the newest work which has begun."""
        self._clock = clock
        self._last_tag: dict[str, float] = {}  # when a visitor's fair share is used up
        self._ended_at: dict[str, float] = {}  # of visitors in debt

    def draw(self, visitor: str, seconds: float, *, is_at_it: bool) -> float:
        """The tag of one more work that takes `seconds`.

        Args:
            visitor: Whose it is.
            seconds: How long such work takes.
            is_at_it: Whether other work of this visitor waits or is worked on.
        """
        tag = self.now_tag
        if is_at_it or self._is_pressing_on(visitor):
            tag = max(tag, self._last_tag.get(visitor, 0.0))
        self._last_tag[visitor] = tag + seconds
        return tag

    def begin(self, tag: float) -> None:
        """Work with this tag begins."""
        self.now_tag = max(self.now_tag, tag)

    def end(self, visitor: str, moment: float) -> None:
        """Work of this visitor has ended; the pause begins."""
        self._ended_at[visitor] = moment

    def forget_paid(self) -> None:
        """Drop the debts that are paid."""
        for visitor, tag in list(self._last_tag.items()):
            if tag <= self.now_tag:  # no debt: the next ticket would start now anyway
                del self._last_tag[visitor]
        earliest = self._clock() - PAUSE_SECONDS
        for visitor, moment in list(self._ended_at.items()):
            if moment <= earliest:
                del self._ended_at[visitor]

    def _is_pressing_on(self, visitor: str) -> bool:
        ended_at = self._ended_at.get(visitor)
        return ended_at is not None and self._clock() < ended_at + PAUSE_SECONDS
