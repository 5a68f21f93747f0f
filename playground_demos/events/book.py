"""Events: a day or an afternoon with a name, a code that visitors bring, and a target.

A visitor who comes by an event's code is counted with it while it runs, and only then: an old
poster adds nothing, and who comes early is counted when it begins. Codes have no letters that look
alike. Counts nobody itself.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, insert, select
from sqlalchemy.engine import Engine

from playground_demos.doors.visitors import DAY_SECONDS
from playground_demos.errors import PlaygroundError

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 5
LONGEST_NAME = 80
DEFAULT_TARGET = 200  # what the city aims at in a year

_METADATA = MetaData()
_EVENTS = Table(
    "events",
    _METADATA,
    Column("code", String(16), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("begins", DateTime, nullable=False),  # UTC, without zone
    Column("ends", DateTime, nullable=False),
    Column("target", Integer, nullable=False),
)


@dataclass(frozen=True)
class Event:
    """One event; the moments have a zone, `target` is how many visitors are hoped for."""

    code: str
    name: str
    begins: datetime
    ends: datetime
    target: int = DEFAULT_TARGET

    def runs_at(self, moment: datetime) -> bool:
        """Whether it has begun and not ended."""
        return self.begins <= moment < self.ends

    def begins_soon(self, moment: datetime) -> bool:
        """Whether it begins while a visitor of this moment is still known."""
        return moment < self.begins < moment + timedelta(seconds=DAY_SECONDS)


class EventBook:
    """The events there are, in the playground's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        _METADATA.create_all(engine)

    def add(self, name: str, begins: datetime, ends: datetime, target: int) -> Event:
        """A new event with a code of its own.

        Raises:
            PlaygroundError: It has no name, too long a one, no duration or no target.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise PlaygroundError(
                f"event name {name!r}: found {len(name)} letters, expected 1 to {LONGEST_NAME}."
            )
        if ends <= begins:
            raise PlaygroundError(f"event {name!r}: it ends at {ends}, not after {begins}.")
        if target < 1:
            raise PlaygroundError(f"event {name!r}: target {target}, expected 1 or more.")
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        event = Event(code, name, begins.astimezone(UTC), ends.astimezone(UTC), target)
        with self._engine.begin() as connection:
            connection.execute(
                insert(_EVENTS).values(
                    code=code,
                    name=name,
                    begins=event.begins.replace(tzinfo=None),
                    ends=event.ends.replace(tzinfo=None),
                    target=target,
                )
            )
        return event

    def find(self, code: str) -> Event | None:
        """The event of a code as somebody typed it."""
        query = select(_EVENTS).where(_EVENTS.c.code == code.strip().lower())
        with self._engine.connect() as connection:
            return next(map(_event, connection.execute(query)), None)

    def all(self) -> Sequence[Event]:
        """All events, the latest first."""
        query = select(_EVENTS).order_by(_EVENTS.c.begins.desc(), _EVENTS.c.code)
        with self._engine.connect() as connection:
            return list(map(_event, connection.execute(query)))


def read_moment(text: str, timezone: str) -> datetime:
    """A moment as the operator writes it, `2026-12-01 10:00`, in the lab's time zone.

    Raises:
        PlaygroundError: It is no date and time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PlaygroundError(
            f"found {text!r}, expected a date and a time such as '2026-12-01 10:00'."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))


def _event(row: tuple[str, str, datetime, datetime, int]) -> Event:
    code, name, begins, ends, target = row
    return Event(code, name, begins.replace(tzinfo=UTC), ends.replace(tzinfo=UTC), target)
