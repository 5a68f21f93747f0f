"""The usage record: how many visitors, and how many tries of each demo, hour by hour.

Counts and nothing else: no inputs, no addresses, no visitors' words, so that a report can be given
to anyone. Does not make the report.
"""

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
    select,
    update,
)
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

VISITORS = ""  # the row of visitors themselves has no demo

_METADATA = MetaData()
_COUNTS = Table(
    "usage_counts",
    _METADATA,
    Column("hour", DateTime, primary_key=True),  # UTC, without zone
    Column("demo", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
)


class UsageRecord:
    """Add one, and read the sums; safe from any thread."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url)
        _METADATA.create_all(self._engine)

    @classmethod
    def in_file(cls, path: Path) -> "UsageRecord":
        """A record in a SQLite file, made on first use."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{path}")

    def add_visitor(self) -> None:
        """A visitor came."""
        self._add(VISITORS)

    def add_try(self, demo: str) -> None:
        """A visitor tried `demo`."""
        self._add(demo)

    def totals(self) -> dict[str, int]:
        """Sums by demo over all hours; visitors under `VISITORS`."""
        query = select(_COUNTS.c.demo, func.sum(_COUNTS.c.count)).group_by(_COUNTS.c.demo)
        with self._engine.connect() as connection:
            return {demo: int(count) for demo, count in connection.execute(query)}

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _add(self, demo: str) -> None:
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0, tzinfo=None)
        add_one = (
            update(_COUNTS)
            .where(_COUNTS.c.hour == hour, _COUNTS.c.demo == demo)
            .values(count=_COUNTS.c.count + 1)
        )
        with self._engine.begin() as connection:
            if connection.execute(add_one).rowcount:
                return
        try:
            with self._engine.begin() as connection:
                connection.execute(_COUNTS.insert().values(hour=hour, demo=demo, count=1))
        except IntegrityError:  # another thread was first in this hour
            with self._engine.begin() as connection:
                connection.execute(add_one)
