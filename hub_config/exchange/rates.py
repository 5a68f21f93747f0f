"""Count how often a trainee begins a submission, so that a loop cannot starve the class.

Counts distinct submissions, so that a retry after a dropped answer is free. Forgets at restart.
"""

import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0


class SubmissionRate:
    """At most `per_minute` different submissions a person a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._recent: dict[str, deque[tuple[float, str]]] = {}

    def wait_seconds(self, person: str, submission: str) -> float:
        """0 when the submission may begin (and is counted), else how long to wait."""
        now = self._clock()
        recent = self._recent.setdefault(person, deque())
        while recent and recent[0][0] <= now - WINDOW_SECONDS:
            recent.popleft()
        if any(earlier == submission for _, earlier in recent):
            return 0.0
        if len(recent) >= self._per_minute:
            return recent[0][0] + WINDOW_SECONDS - now
        recent.append((now, submission))
        return 0.0
