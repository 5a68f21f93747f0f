"""The usage record: visitors, tries, minutes and stars, hour by hour and event by event.

Counts and nothing else: no inputs, no addresses, nobody's words, so that a report can be given to
anyone. Does not make the report.
"""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Engine

VISITORS = "visitors"
SECONDS = "seconds"
TRY = "try:"  # and the name of the demo
STARS = "stars:"  # and 1 to 5
NO_EVENT = ""

_METADATA = MetaData()
_COUNTS = Table(
    "usage_hours",
    _METADATA,
    Column("hour", DateTime, primary_key=True),  # UTC, without zone
    Column("event", String(16), primary_key=True),  # its code
    Column("what", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
)


@dataclass(frozen=True)
class HourCount:
    """So many of `what` in the hour that begins at `hour` (UTC), at one event or at none."""

    hour: datetime
    event: str
    what: str
    count: int


class UsageRecord:
    """Add to a count, and read them; safe from any thread of the one process that adds.

    What is added is in the database after `write`, which every reader calls first: no visitor waits
    for a disk, and a process that is killed loses what came since the last one.
    """

    def __init__(self, url: str) -> None:
        self.engine: Engine = create_engine(url)
        self._lock = threading.Lock()
        self._added: Counter[tuple[datetime, str, str]] = Counter()
        _METADATA.create_all(self.engine)

    @classmethod
    def in_file(cls, path: Path) -> "UsageRecord":
        """A record in a SQLite file, made on first use."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{path}")

    def add(self, what: str, event: str = NO_EVENT, count: int = 1) -> None:
        """Count `what`, which is VISITORS, SECONDS, TRY and a demo, or STARS and a number."""
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0, tzinfo=None)
        with self._lock:
            self._added[hour, event, what] += count

    def write(self) -> None:
        """Put what was added into the database; if that fails, it is kept for the next time."""
        with self._lock, self.engine.begin() as connection:
            for (hour, event, what), count in self._added.items():
                row = {"hour": hour, "event": event, "what": what}
                add_more = (
                    update(_COUNTS)
                    .where(*(_COUNTS.c[name] == value for name, value in row.items()))
                    .values(count=_COUNTS.c.count + count)
                )
                if not connection.execute(add_more).rowcount:
                    connection.execute(insert(_COUNTS).values(**row, count=count))
            connection.commit()
            self._added.clear()

    def counts(self, begins: datetime, ends: datetime) -> Sequence[HourCount]:
        """What was counted in the hours from `begins` to before `ends`, both with a zone."""
        first, end = (moment.astimezone(UTC).replace(tzinfo=None) for moment in (begins, ends))
        query = (
            select(_COUNTS)
            .where(_COUNTS.c.hour >= first.replace(minute=0, second=0, microsecond=0))
            .where(_COUNTS.c.hour < end)
            .order_by(*_COUNTS.primary_key)
        )
        self.write()
        with self.engine.connect() as connection:
            return [
                HourCount(hour.replace(tzinfo=UTC), event, what, count)
                for hour, event, what, count in connection.execute(query)
            ]

    def totals(self) -> dict[str, int]:
        """Sums over all hours and events."""
        query = select(_COUNTS.c.what, func.sum(_COUNTS.c.count)).group_by(_COUNTS.c.what)
        self.write()
        with self.engine.connect() as connection:
            return {what: int(count) for what, count in connection.execute(query)}

    def close(self) -> None:
        """Write what is left and give the connections back."""
        self.write()
        self.engine.dispose()
