"""What the floor measures of itself, for the operator's page and for Prometheus.

Waits, work and faults by demo; a fault is a kind, an exception's type and a place in the code, for
its message may quote a visitor. Nothing here names a visitor. Decides nothing.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import quantiles

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

RECENT_SECONDS = 600.0
MOST_RECENT = 5_000
MOST_FAULTS = 20
_WAIT_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120)


@dataclass(frozen=True)
class Fault:
    """One failure of ours."""

    moment: datetime
    demo: str
    words: str


@dataclass(frozen=True)
class Waits:
    """Seconds in line over the last ten minutes; None while nobody came."""

    count: int
    median: float | None
    p95: float | None


class Figures:
    """Told by the floor, read by the operator; safe from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waits: deque[tuple[float, float]] = deque(maxlen=MOST_RECENT)
        self._faults: deque[Fault] = deque(maxlen=MOST_FAULTS)
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._wait_seconds = Histogram(
            "playground_wait_seconds",
            "Seconds a ticket waited in line",
            buckets=_WAIT_BUCKETS,
            registry=self._registry,
        )
        self._work_seconds = Histogram(
            "playground_work_seconds",
            "Seconds a ticket was worked on",
            ["demo"],
            registry=self._registry,
        )
        self._fault_count = Counter(
            "playground_faults",
            "Tickets that failed by our fault",
            ["demo"],
            registry=self._registry,
        )
        self._gauge = Gauge(
            "playground_now", "What is there now", ["what"], registry=self._registry
        )
        self._up = Gauge(
            "playground_demo_up",
            "1 where a demo's model is loaded",
            ["demo"],
            registry=self._registry,
        )

    def note_ticket(self, kind: str, wait_seconds: float, work_seconds: float) -> None:
        """A ticket is done; `kind` begins with the demo's name and a dot."""
        self._wait_seconds.observe(wait_seconds)
        self._work_seconds.labels(_demo(kind)).observe(work_seconds)
        with self._lock:
            self._waits.append((self._clock(), wait_seconds))

    def note_fault(self, kind: str, words: str) -> None:
        """A ticket of `kind` failed by our fault, which `words` name without its message."""
        self._fault_count.labels(_demo(kind)).inc()
        with self._lock:
            self._faults.append(Fault(datetime.now(UTC), _demo(kind), words))

    def waits(self) -> Waits:
        """How long people waited lately."""
        earliest = self._clock() - RECENT_SECONDS
        with self._lock:
            waits = [wait for moment, wait in self._waits if moment >= earliest]
        if len(waits) < 2:
            only = waits[0] if waits else None
            return Waits(len(waits), only, only)
        cuts = quantiles(waits, n=20, method="inclusive")
        return Waits(len(waits), cuts[9], cuts[18])

    def faults(self) -> Sequence[Fault]:
        """The last few, the latest first."""
        with self._lock:
            return list(reversed(self._faults))

    def exposition(self, now: Mapping[str, int], demos: Mapping[str, bool]) -> bytes:
        """All of it in Prometheus's text format.

        Args:
            now: Line, running, visitors: what is there at this moment.
            demos: Whether each is up.
        """
        for what, count in now.items():
            self._gauge.labels(what).set(count)
        for demo, is_up in demos.items():
            self._up.labels(demo).set(is_up)
        return generate_latest(self._registry)


def _demo(kind: str) -> str:
    return kind.partition(".")[0]
