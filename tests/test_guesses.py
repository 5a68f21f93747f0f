"""Guessing the operator's password takes long, for whoever guesses and for nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground_demos.doors import guesses as guesses_module
from playground_demos.doors.guesses import (
    FORGET_SECONDS,
    FREE_GUESSES,
    LONGEST_PAUSE_SECONDS,
    Guesses,
)
from playground_demos.events.presence import Presence
from playground_demos.events.usage import UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.stage import Floor
from playground_demos.operator.app import OperatorDesk, build_operator_app
from playground_demos.serving.residents import Residents
from playground_demos.tickets.desk import TicketDesk
from playground_demos.toolkit.pictures import PictureLimits
from tests.sample_demos import ink

RIGHT = ("operator", "word")
THERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


class Clock:
    """Time that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Starlette]:
    usage, desk = UsageRecord.in_file(tmp_path / "usage.sqlite"), TicketDesk(workers=1)
    residents = Residents({"ink": ink}, tmp_path)
    floor = Floor(desk, residents, usage, Figures(), PictureLimits(1, 1))
    yield build_operator_app(
        OperatorDesk("lab", "Asia/Seoul", RIGHT[1], floor, {"ink": ink}, Presence())
    )
    desk.close()
    usage.close()


def at(app: Starlette, address: str) -> TestClient:
    return TestClient(app, client=(address, 40_000))


@pytest.mark.parametrize(
    "credentials", [None, ("operator", ""), ("operator", "wrong"), ("admin", "word"), ("", "")]
)
def test_nobody_without_the_password_sees_or_restarts_anything(
    app: Starlette, credentials: tuple[str, str] | None
) -> None:
    for method, path in (("GET", "/"), ("POST", "/restart/ink"), ("GET", "/reports/abcde")):
        stranger = at(app, THERE)
        stranger.auth = credentials  # type: ignore[assignment]  # httpx takes any of its kinds
        answer = stranger.request(method, path, headers={"origin": str(stranger.base_url)})
        assert answer.status_code == 401
        assert "잉크" not in answer.text


def test_after_a_few_wrong_passwords_an_address_waits_and_no_other(app: Starlette) -> None:
    thief, operator = at(app, THERE), at(app, ELSEWHERE)
    for guess in range(FREE_GUESSES):
        assert thief.get("/", auth=("operator", f"word{guess}")).status_code == 401
    answer = thief.get("/", auth=RIGHT)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "초 뒤에" in answer.text
    assert operator.get("/", auth=RIGHT).status_code == 200
    assert thief.get("/metrics").status_code == 200


def test_a_browser_that_has_not_asked_for_the_password_yet_guesses_nothing(app: Starlette) -> None:
    browser = at(app, THERE)
    for _ in range(2 * FREE_GUESSES):
        assert browser.get("/").status_code == 401
    assert browser.get("/", auth=RIGHT).status_code == 200


def test_each_wrong_password_makes_the_next_wait_longer_and_a_rest_mends_it() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    pauses = []
    for _ in range(FREE_GUESSES + 8):
        guesses.note_wrong(THERE)
        pauses.append(guesses.seconds_to_wait(THERE))
        clock.now += pauses[-1]
        assert guesses.seconds_to_wait(THERE) == 0
    assert pauses[: FREE_GUESSES - 1] == [0.0] * (FREE_GUESSES - 1)
    assert pauses[FREE_GUESSES - 1 :] == [1, 2, 4, 8, 16, 32, *[LONGEST_PAUSE_SECONDS] * 3]
    clock.now += FORGET_SECONDS
    guesses.note_wrong(THERE)
    assert guesses.seconds_to_wait(THERE) == 0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household's
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("", "", True),  # behind a Unix socket
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_many_addresses_of_one_household_are_one(one: str, other: str, is_same: bool) -> None:
    guesses = Guesses(Clock())
    for _ in range(FREE_GUESSES):
        guesses.note_wrong(one)
    assert (guesses.seconds_to_wait(other) > 0) is is_same


def test_what_is_kept_of_addresses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses_module, "MOST_ADDRESSES", 3)
    guesses = Guesses(Clock())
    for number in range(10):
        for _ in range(FREE_GUESSES):
            guesses.note_wrong(f"192.0.2.{number}")
    waiting = [number for number in range(10) if guesses.seconds_to_wait(f"192.0.2.{number}")]
    assert waiting == [7, 8, 9]
