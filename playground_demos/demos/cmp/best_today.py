"""The best score of the day, for a contest without names.

Holds one number and its day, in memory only: who scored, when and how is not known here. A new day
in Korea, or a new start of the playground, begins anew.
"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

KOREA = timezone(timedelta(hours=9))


def today_in_korea() -> date:
    """The calendar day where the visitors are."""
    return datetime.now(UTC).astimezone(KOREA).date()


class BestToday:
    """One board for all visitors; safe from any thread."""

    def __init__(self, today: Callable[[], date] = today_in_korea) -> None:
        self._today = today
        self._lock = threading.Lock()
        self._day = today()
        self._best: float | None = None

    def offer(self, score: float) -> float | None:
        """The best before this score, or None when it is the day's first; the better one stays."""
        with self._lock:
            if self._day != (today := self._today()):
                self._day, self._best = today, None
            before = self._best
            self._best = score if before is None else max(before, score)
            return before
