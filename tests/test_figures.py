"""What the floor measures of itself names demos and nobody else."""

import pytest

from playground_demos.floor.figures import MOST_FAULTS, RECENT_SECONDS, Figures


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def figures(clock: Clock) -> Figures:
    return Figures(clock)


def test_without_visitors_there_is_no_wait(figures: Figures) -> None:
    waits = figures.waits()
    assert (waits.count, waits.median, waits.p95) == (0, None, None)


def test_waits_are_those_of_the_last_minutes(figures: Figures, clock: Clock) -> None:
    figures.note_ticket("ink.0", 100.0, 1.0)
    clock.now = RECENT_SECONDS + 1
    for seconds in range(101):
        figures.note_ticket("ink.0", float(seconds), 1.0)
    waits = figures.waits()
    assert (waits.count, waits.median, waits.p95) == (101, 50.0, 95.0)


def test_the_latest_faults_come_first_and_are_bounded(figures: Figures) -> None:
    for number in range(MOST_FAULTS + 5):
        figures.note_fault("ink.0", f"ValueError at file:{number}")
    faults = figures.faults()
    assert len(faults) == MOST_FAULTS
    assert faults[0].words.endswith(f":{MOST_FAULTS + 4}")
    assert faults[0].demo == "ink"


def test_prometheus_reads_counts_by_demo(figures: Figures) -> None:
    figures.note_ticket("ink.0", 0.2, 0.1)
    figures.note_fault("ink.1", "ValueError at file:1")
    text = figures.exposition({"waiting": 3}, {"ink": True, "casting": False}).decode()
    for line in (
        "playground_wait_seconds_count 1.0",
        'playground_work_seconds_count{demo="ink"} 1.0',
        'playground_faults_total{demo="ink"} 1.0',
        'playground_now{what="waiting"} 3.0',
        'playground_demo_up{demo="casting"} 0.0',
        "process_resident_memory_bytes",
    ):
        assert line in text
