"""Who is graded next, how often, how soon again, and what a restart in the middle leaves."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub_config.exchange.line import MOST_TRIES, Line, Outlook, TurnState
from hub_config.exchange.line_words import outlook_json
from hub_config.exchange.receipts import Signer
from hub_config.exchange.records import Attempt
from hub_config.exchange.settings import InstantRule
from hub_config.exchange.store import Store
from hub_config.trainee.bundle import FileEntry

COURSE, ASSIGNMENT, PLAIN = "ai", "연습 1", "연습 2"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Desk:
    """A store and its line on a clock of the test's own."""

    root: Path
    signer: Signer
    rule: InstantRule = field(default_factory=lambda: InstantRule(cool_down_seconds=0))
    now: datetime = NOON
    stores: list[Store] = field(default_factory=list)

    def open(self) -> None:
        """Open both, again if need be: a restart."""
        self.close()
        self.stores.append(Store(self.root, self.signer, lambda: self.now))
        self.line = Line(self.stores[-1], {(COURSE, ASSIGNMENT): self.rule}, lambda: self.now)

    def close(self) -> None:
        for store in self.stores:
            store.close()

    def wait(self, seconds: float = 1.0) -> None:
        self.now += timedelta(seconds=seconds)

    def submit(self, trainee: str, assignment: str = ASSIGNMENT) -> Attempt:
        """Have something accepted, and a second later its place."""
        store = self.stores[-1]
        staging = store.stage()
        (staging.files / "a.ipynb").write_text("{}")
        attempt, _ = store.accept(
            staging,
            course=COURSE,
            assignment=assignment,
            trainee=trainee,
            client_id=secrets.token_hex(16),
            files=[FileEntry("a.ipynb", 2, "0" * 64)],
        )
        self.line.admit(attempt)
        self.wait()
        return attempt

    def serve(self, outcome: TurnState = TurnState.GRADED) -> Attempt | None:
        """Have the next one graded."""
        for attempt in self.line.next(COURSE):
            self.wait()
            self.line.tell(attempt, outcome)
            self.wait()
            return attempt
        return None

    def look(self, attempt: Attempt) -> Outlook:
        outlook = self.line.look(attempt)
        assert outlook is not None
        return outlook

    def state(self, attempt: Attempt) -> TurnState:
        return self.look(attempt).state


@pytest.fixture
def desk(tmp_path: Path, signer: Signer) -> Iterator[Desk]:
    made = Desk(tmp_path / "exchange", signer)
    made.open()
    yield made
    made.close()


def names(desk: Desk) -> list[str]:
    """Everybody who is served from now on, in order."""
    found = []
    while (attempt := desk.serve()) is not None:
        found.append(attempt.trainee)
    return found


def test_who_came_first_is_served_first_and_everybody_sees_their_place(desk: Desk) -> None:
    attempts = [desk.submit(name) for name in ("minji", "junho", "sora")]
    assert [desk.look(attempt).place for attempt in attempts] == [1, 2, 3]
    assert desk.line.next(COURSE) == (attempts[0],)
    assert [desk.look(attempt).place for attempt in attempts] == [None, 2, 3]
    assert names(desk) == ["minji", "junho", "sora"]


def test_several_are_handed_out_in_the_order_in_which_each_alone_would_be(desk: Desk) -> None:
    desk.submit("minji")
    desk.serve()
    again, *others = [desk.submit(name) for name in ("minji", "junho", "sora")]
    assert desk.line.next(COURSE, 2) == tuple(others)
    assert desk.look(again).place == 3
    for attempt in others:
        desk.line.tell(attempt, TurnState.GRADED)
    assert desk.line.next(COURSE, 2) == (again,)


def test_who_submits_ten_times_waits_behind_everybody_else_s_first(desk: Desk) -> None:
    desk.submit("minji")
    desk.serve()
    for _ in range(9):
        desk.submit("minji")
    desk.submit("junho")
    desk.submit("sora")
    assert names(desk) == ["junho", "sora", "minji"]


def test_a_newer_submission_takes_the_place_of_the_one_that_waits_and_costs_one_attempt(
    desk: Desk,
) -> None:
    desk.rule = InstantRule(attempts=2, cool_down_seconds=3600)
    desk.open()
    older = desk.submit("minji")
    desk.submit("junho")
    newer = desk.submit("minji")
    assert desk.state(older) is TurnState.REPLACED
    assert (desk.look(newer).place, desk.look(newer).attempts_left) == (1, 1)
    assert desk.serve() == newer


def test_after_the_last_attempt_a_submission_is_not_graded_at_once(desk: Desk) -> None:
    desk.rule = InstantRule(attempts=2, cool_down_seconds=0)
    desk.open()
    for left in (1, 0):
        attempt = desk.submit("minji")
        assert desk.serve() == attempt
        assert desk.look(attempt).attempts_left == left
    over = desk.submit("minji")
    assert desk.state(over) is TurnState.TOO_MANY
    assert desk.serve() is None
    assert desk.state(desk.submit("junho")) is TurnState.WAITING, "limits are each trainee's own"


def test_within_the_cool_down_a_submission_is_not_graded_at_once_and_told_when(desk: Desk) -> None:
    desk.rule = InstantRule(cool_down_seconds=60)
    desk.open()
    first = desk.submit("minji")
    desk.serve()
    soon = desk.submit("minji")
    assert desk.state(soon) is TurnState.TOO_SOON
    told = desk.look(soon)
    assert told.wait_seconds == (first.received_at + timedelta(seconds=60) - desk.now).seconds
    desk.wait(told.wait_seconds)
    assert desk.look(soon).wait_seconds == 0
    later = desk.submit("minji")
    assert desk.serve() == later


def test_a_fault_of_the_grader_costs_no_attempt_and_no_cool_down(desk: Desk) -> None:
    desk.rule = InstantRule(attempts=1, cool_down_seconds=3600)
    desk.open()
    attempt = desk.submit("minji")
    desk.serve(TurnState.FAULT)
    assert (desk.look(attempt).attempts_left, desk.look(attempt).wait_seconds) == (1, 0)
    assert desk.state(desk.submit("minji")) is TurnState.WAITING


def test_a_restart_in_the_middle_keeps_the_line_and_who_was_being_graded(desk: Desk) -> None:
    attempts = [desk.submit(name) for name in ("minji", "junho", "sora")]
    assert desk.line.next(COURSE) == (attempts[0],)
    before = [desk.look(attempt) for attempt in attempts]
    desk.open()
    assert [desk.look(attempt) for attempt in attempts] == before
    assert names(desk) == ["minji", "junho", "sora"]


def test_a_restart_between_two_writings_leaves_one_waiting_submission_of_a_trainee(
    desk: Desk,
) -> None:
    older = desk.submit("minji")
    kept = (desk.root / "courses" / COURSE / "line" / f"{older.id}.json").read_text()
    newer = desk.submit("minji")
    (desk.root / "courses" / COURSE / "line" / f"{older.id}.json").write_text(kept)
    desk.open()
    assert (desk.state(older), desk.state(newer)) == (TurnState.REPLACED, TurnState.WAITING)


def test_what_ends_its_grader_each_time_is_given_up_and_the_next_one_served(desk: Desk) -> None:
    deadly, harmless = desk.submit("minji"), desk.submit("junho")
    for _ in range(MOST_TRIES):
        assert desk.line.next(COURSE) == (deadly,)
        desk.open()
    assert desk.line.next(COURSE) == (harmless,)
    assert desk.state(deadly) is TurnState.FAULT


def test_what_was_handed_out_together_and_never_answered_comes_again_one_by_one(desk: Desk) -> None:
    attempts = [desk.submit(name) for name in ("minji", "junho", "sora")]
    assert desk.line.next(COURSE, 3) == tuple(attempts)
    desk.open()
    for attempt in attempts:
        assert desk.line.next(COURSE, 3) == (attempt,)
        desk.line.tell(attempt, TurnState.GRADED)


def test_being_sent_twice_is_one_place(desk: Desk) -> None:
    attempt = desk.submit("minji")
    desk.serve()
    desk.line.admit(attempt)
    assert desk.state(attempt) is TurnState.GRADED


def test_what_the_settings_do_not_name_is_in_no_line(desk: Desk) -> None:
    assert desk.line.look(desk.submit("minji", PLAIN)) is None
    attempt = desk.submit("minji")
    desk.rule, rules = InstantRule(), {(COURSE, PLAIN): InstantRule()}
    line = Line(desk.stores[-1], rules)
    assert (line.look(attempt), line.next(COURSE)) == (None, ())


@pytest.mark.parametrize("state", TurnState)
@pytest.mark.parametrize(("left", "wait"), [(None, 0), (0, 0), (1, 30), (2, 0)])
def test_every_state_is_told_in_both_languages(
    state: TurnState, left: int | None, wait: int
) -> None:
    rule = InstantRule(attempts=3, cool_down_seconds=60)
    told = outlook_json(Outlook(state, rule, 2, left, wait, is_newest=True))
    for language in ("korean", "english", "label"):
        assert told[language].strip() == told[language] != ""
        assert "None" not in told[language]
        assert ("30" in told[language]) == (wait == 30)
