"""The line of submissions that are graded as soon as they are handed in.

One line a course, from which the course's grader takes a few submissions at a time. Fair by
trainee: each has one waiting submission of an assignment, and whoever was served longest ago goes
first; a newer submission takes the waiting one's place. Each step is on the disk before anybody is
told of it, so a restart keeps the line, and what was handed out and never answered is handed out
again, three times at most. A submission counts once it is handed out, and no longer where the lab
failed to grade it. Accepts nothing and grades nothing; the receipt comes first, elsewhere.

    courses/<course>/line/<attempt>.json                   replaced at each step
"""

import logging
import math
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from hub_config.exchange.files import ensure_folder, replace_json
from hub_config.exchange.records import Attempt, read_json
from hub_config.exchange.settings import InstantRule
from hub_config.exchange.store import Store

MOST_TRIES = 3
log = logging.getLogger(__name__)


class TurnState(StrEnum):
    """How far one submission is."""

    WAITING = "waiting"
    GRADING = "grading"
    GRADED = "graded"
    FAULT = "fault"
    REPLACED = "replaced"
    TOO_MANY = "too_many"
    TOO_SOON = "too_soon"


OUTCOMES = frozenset({TurnState.GRADED, TurnState.FAULT, TurnState.REPLACED})
COUNTED = frozenset({TurnState.WAITING, TurnState.GRADING, TurnState.GRADED})
SERVED = frozenset({TurnState.GRADING, TurnState.GRADED, TurnState.FAULT})


@dataclass(frozen=True)
class Turn:
    """One submission in line, or what became of it."""

    attempt: Attempt
    state: TurnState
    since: datetime
    """When its place in line was taken, by itself or by the one that it replaced."""
    at: datetime
    """When it came into this state."""
    tries: int = 0


@dataclass(frozen=True)
class Outlook:
    """What a trainee is told of one submission."""

    state: TurnState
    rule: InstantRule
    place: int | None
    """1 for the next one; None where it does not wait."""
    attempts_left: int | None
    """None where there is no limit."""
    wait_seconds: int
    """Until a next submission can be graded at once."""
    is_newest: bool


class Line:
    """All courses' lines. Safe to use from several threads, as its store."""

    def __init__(
        self,
        store: Store,
        rules: Mapping[tuple[str, str], InstantRule],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._rules = rules
        self._clock = clock
        self._mutex = threading.RLock()
        self._turns: dict[str, Turn] = {}
        self._by_trainee: dict[tuple[str, str, str], dict[str, Turn]] = {}
        for course in {course for course, _ in rules}:
            self._load(course)

    def admit(self, attempt: Attempt) -> None:
        """Give an accepted attempt its place, or say why it has none; the second time nothing.

        Raises:
            OSError: The disk refuses; the attempt has no place.
        """  # noqa: DOC502
        rule = self._rules.get((attempt.course, attempt.assignment))
        if rule is None:
            return
        with self._mutex:
            if attempt.id in self._turns:
                return
            earlier = self._turns_of(attempt)
            waiting = [turn for turn in earlier if turn.state is TurnState.WAITING]
            state = TurnState.WAITING
            if not waiting:
                if _attempts_left(rule, earlier) == 0:
                    state = TurnState.TOO_MANY
                elif _free_at(rule, earlier) > attempt.received_at:
                    state = TurnState.TOO_SOON
            since = min([attempt.received_at, *(turn.since for turn in waiting)])
            self._write(Turn(attempt, state, since, attempt.received_at))
            for turn in waiting:
                self._move(turn, TurnState.REPLACED)

    def next(self, course: str, most: int = 1) -> tuple[Attempt, ...]:
        """Hand out the first `most` of the course's line, in order.

        What was handed out before and never answered comes again first, and alone: whatever ended
        its grader shall not end that of others.

        Raises:
            OSError: The disk refuses; what was handed out comes again.
        """  # noqa: DOC502
        with self._mutex:
            handed = [turn for turn in self._in(course) if turn.state is TurnState.GRADING]
            for turn in sorted(handed, key=lambda turn: (turn.since, turn.attempt.id)):
                if turn.tries < MOST_TRIES:
                    return (self._hand_out(turn),)
                log.error("%s: given up after %d tries", turn.attempt.id, turn.tries)
                self._move(turn, TurnState.FAULT)
            found: list[Attempt] = []
            while len(found) < most and (waiting := self._waiting(course)):
                found.append(self._hand_out(waiting[0]))
            return tuple(found)

    def tell(self, attempt: Attempt, outcome: TurnState) -> None:
        """What became of an attempt that was handed out; about any other nothing is noted.

        Raises:
            OSError: The disk refuses; it counts as handed out still.
        """  # noqa: DOC502
        assert outcome in OUTCOMES
        with self._mutex:
            turn = self._turns.get(attempt.id)
            if turn is not None and turn.state is TurnState.GRADING:
                self._move(turn, outcome)

    def look(self, attempt: Attempt) -> Outlook | None:
        """What to tell of an attempt; None where its assignment is not graded at once."""
        rule = self._rules.get((attempt.course, attempt.assignment))
        with self._mutex:
            turn = self._turns.get(attempt.id)
            if rule is None or turn is None:
                return None
            of_trainee = self._turns_of(attempt)
            place = None
            if turn.state is TurnState.WAITING:
                before = [one.attempt.id for one in self._waiting(attempt.course)]
                running = sum(one.state is TurnState.GRADING for one in self._in(attempt.course))
                place = 1 + running + before.index(attempt.id)
            # A newer submission takes the place of one that waits, whenever it comes.
            replaces = any(one.state is TurnState.WAITING for one in of_trainee)
            wait = (_free_at(rule, of_trainee) - self._clock()).total_seconds()
            return Outlook(
                state=turn.state,
                rule=rule,
                place=place,
                attempts_left=_attempts_left(rule, of_trainee),
                wait_seconds=0 if replaces else max(0, math.ceil(wait)),
                is_newest=attempt.number == max(one.attempt.number for one in of_trainee),
            )

    def _in(self, course: str) -> list[Turn]:
        """The turns of a course whose assignments are still graded at once."""
        return [
            turn
            for turn in self._turns.values()
            if turn.attempt.course == course and (course, turn.attempt.assignment) in self._rules
        ]

    def _waiting(self, course: str) -> list[Turn]:
        """Who waits, in the order in which they are served."""
        never = datetime.min.replace(tzinfo=UTC)
        turns = self._in(course)
        served: dict[str, datetime] = {}
        for turn in turns:
            if turn.state in SERVED:
                trainee = turn.attempt.trainee
                served[trainee] = max(turn.at, served.get(trainee, never))
        return sorted(
            (turn for turn in turns if turn.state is TurnState.WAITING),
            key=lambda turn: (
                served.get(turn.attempt.trainee, never),
                turn.since,
                turn.attempt.id,
            ),
        )

    def _turns_of(self, attempt: Attempt) -> tuple[Turn, ...]:
        """All turns of the attempt's trainee at its assignment."""
        return tuple(self._by_trainee.get(_whose(attempt), {}).values())

    def _keep(self, turn: Turn) -> None:
        self._turns[turn.attempt.id] = turn
        self._by_trainee.setdefault(_whose(turn.attempt), {})[turn.attempt.id] = turn

    def _hand_out(self, turn: Turn) -> Attempt:
        now, tries = self._clock(), turn.tries + 1
        self._write(replace(turn, state=TurnState.GRADING, at=now, tries=tries))
        return turn.attempt

    def _move(self, turn: Turn, state: TurnState) -> None:
        self._write(replace(turn, state=state, at=self._clock()))

    def _write(self, turn: Turn) -> None:
        folder = self._folder(turn.attempt.course)
        ensure_folder(folder)
        replace_json(
            folder / f"{turn.attempt.id}.json",
            {
                "state": turn.state,
                "since": turn.since.isoformat(),
                "at": turn.at.isoformat(),
                "tries": turn.tries,
            },
        )
        self._keep(turn)

    def _folder(self, course: str) -> Path:
        return self._store.root / "courses" / course / "line"

    def _load(self, course: str) -> None:
        for path in sorted(self._folder(course).glob("*.json")):
            attempt = self._store.attempt(path.stem)
            try:
                found = read_json(path)
                if attempt is not None:
                    self._keep(_read(attempt, found))
            except (OSError, ValueError, KeyError, TypeError) as error:
                log.error("%s: not readable (%s); left as it is", path, error)
        # Two wait when the service was killed between writing one and replacing the other.
        newest: dict[tuple[str, str], Turn] = {}
        for turn in sorted(self._waiting(course), key=lambda turn: turn.attempt.number):
            place = (turn.attempt.assignment, turn.attempt.trainee)
            if older := newest.get(place):
                self._move(older, TurnState.REPLACED)
            newest[place] = turn


def _whose(attempt: Attempt) -> tuple[str, str, str]:
    return attempt.course, attempt.assignment, attempt.trainee


def _read(attempt: Attempt, found: Mapping[str, Any]) -> Turn:
    return Turn(
        attempt,
        TurnState(found["state"]),
        datetime.fromisoformat(found["since"]),
        datetime.fromisoformat(found["at"]),
        int(found["tries"]),
    )


def _attempts_left(rule: InstantRule, turns: Iterable[Turn]) -> int | None:
    if not rule.attempts:
        return None
    return max(0, rule.attempts - sum(turn.state in COUNTED for turn in turns))


def _free_at(rule: InstantRule, turns: Iterable[Turn]) -> datetime:
    """When the trainee's cool-down is over, whatever time it is now."""
    counted = [turn.attempt.received_at for turn in turns if turn.state in COUNTED]
    if not counted:
        return datetime.min.replace(tzinfo=UTC)
    return max(counted) + timedelta(seconds=rule.cool_down_seconds)
