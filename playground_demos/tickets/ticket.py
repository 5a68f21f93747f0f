"""What a ticket is: one visitor's piece of work, its place in line, and later its answer.

A ticket belongs to its visitor, and only the desk changes it. Does nothing by itself.
"""

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from playground_demos.errors import PlaygroundError, VisitorMessage

MADE_BY_A_PAGE = re.compile(r"[0-9a-f]{32}")


class TicketState(StrEnum):
    """Where a ticket is; LEFT means that its visitor gave the place up."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    LEFT = "left"


class UnknownTicket(PlaygroundError):
    """No such ticket of this visitor: never drawn, too old, or someone else's."""


class DeskFull(VisitorMessage):
    """The line is too long for one more; nothing was put into it."""


@dataclass(frozen=True)
class Standing:
    """What a visitor may know of a ticket: `place` 1 is next; both are 0 once it is done."""

    state: TicketState
    place: int
    seconds_left: float


@dataclass(eq=False)
class Ticket:
    """One visitor's piece of work; `id` cannot be guessed. Changed only by the desk.

    `so_far` is the newest of what work that yields has made of its answer, None before and after.
    `listens`: its work waits for what is made elsewhere and takes no worker.
    `foretold` is how often its wait was, the sum of those moments, and of the seconds said.
    """

    id: str
    visitor: str
    kind: str
    work: Callable[[], Any] | None
    tag: float
    listens: bool = False
    state: TicketState = TicketState.WAITING
    drawn_at: float = 0.0
    started_at: float = 0.0
    finished_at: float = 0.0
    away_since: float | None = None
    foretold: tuple[int, float, float] = (0, 0.0, 0.0)
    so_far: Any = None
    result: Future[Any] = field(default_factory=Future)
