"""Deadlines at the exchange: a course tells them, each trainee reads their own."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub_config.exchange.deadlines import Deadline, Policy
from hub_config.trainee.exchange_deadlines import NAME
from tests.exchange.conftest import COURSE, OTHER_COURSE, ExchangeProcess, outgoing
from tests.exchange.test_service import refusal

NOW = datetime.now(UTC)
LATE = Policy(korean="하루마다 20%가 빠집니다.", english="Each day takes 20%.")


def deadlines(due: datetime = NOW, **extended: datetime) -> dict[str, Any]:
    """What a course tells of `ex1`, and of an assignment that is not released."""
    own = {trainee: moment.isoformat() for trainee, moment in extended.items()}
    return {
        "policy": LATE.model_dump(),
        "assignments": {
            "ex1": {"due_at": due.isoformat(), "extended": own},
            "secret": {"due_at": due.isoformat(), "extended": {}},
        },
    }


def tell(exchange: ExchangeProcess, told: object, by: str = COURSE, name: str = NAME) -> None:
    text = told if isinstance(told, str) else json.dumps(told)
    folder = exchange.folder / f"deadlines-{datetime.now(UTC).timestamp()}"
    files = outgoing(folder, {name: text})
    exchange.client(by).put("courses", COURSE, "deadlines", "upload", files=files)


def read(exchange: ExchangeProcess, who: str = "minji") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = exchange.client(who).get("deadlines")["deadlines"]
    return found


@pytest.mark.slow
def test_a_trainee_reads_their_own_due_time_and_nobody_else_s(exchange: ExchangeProcess) -> None:
    exchange.release()
    later = NOW + timedelta(days=2)
    tell(exchange, deadlines(NOW + timedelta(days=1), junho=later))
    [minji], [junho] = read(exchange), read(exchange, "junho")
    assert (minji["assignment"], minji["extended"], junho["extended"]) == ("ex1", False, True)
    assert datetime.fromisoformat(junho["due_at"]) == later
    assert "junho" not in json.dumps(minji)


@pytest.mark.slow
def test_what_is_told_replaces_what_was_and_outlives_a_restart(exchange: ExchangeProcess) -> None:
    exchange.release()
    tell(exchange, deadlines(NOW))
    tell(exchange, deadlines(NOW + timedelta(days=9)))
    exchange.kill()
    exchange.start()
    [told] = read(exchange)
    assert datetime.fromisoformat(told["due_at"]) == NOW + timedelta(days=9)


@pytest.mark.slow
def test_a_late_submission_is_accepted_and_says_how_late_it_is(exchange: ExchangeProcess) -> None:
    exchange.release()
    now = datetime.now(UTC)
    tell(exchange, deadlines(now - timedelta(hours=3, minutes=30), junho=now + timedelta(days=1)))
    exchange.submit("minji")
    exchange.submit("junho")
    [minji] = exchange.client("minji").get("attempts")["attempts"]
    [junho] = exchange.client("junho").get("attempts")["attempts"]
    assert minji["late"]["korean"].startswith("마감 3시간")
    assert minji["late"]["english"].startswith("3 hours")
    assert junho["late"] is None


@pytest.mark.slow
def test_only_who_teaches_a_course_tells_its_deadlines(exchange: ExchangeProcess) -> None:
    for name in ("minji", OTHER_COURSE):
        assert refusal(lambda name=name: tell(exchange, deadlines(), by=name)) in {403, 404}
    tell(exchange, deadlines(), by="teacher")


@pytest.mark.slow
def test_what_is_no_deadline_is_refused_and_what_was_told_stays(exchange: ExchangeProcess) -> None:
    exchange.release()
    tell(exchange, deadlines(NOW + timedelta(days=9)))
    no_zone = {"ex1": {"due_at": "2027-01-04T18:00:00"}}
    for wrong in (
        "not json",
        "[]",
        {**deadlines(), "more": 1},
        {"policy": LATE.model_dump(), "assignments": no_zone},
    ):
        assert refusal(lambda wrong=wrong: tell(exchange, wrong)) == 400
    assert refusal(lambda: tell(exchange, deadlines(), name="other.json")) == 400
    assert [one["assignment"] for one in read(exchange)] == ["ex1"]


@pytest.mark.slow
def test_the_page_shows_due_times_and_what_lateness_costs(exchange: ExchangeProcess) -> None:
    exchange.release()
    hostile = Policy(korean="<script>alert(1)</script>", english="None.").model_dump()
    tell(exchange, {**deadlines(NOW + timedelta(days=1), minji=NOW), "policy": hostile})
    with exchange.http(exchange.hub.token("minji")) as http:
        korean = http.get("/services/exchange/?lang=ko").text
        english = http.get("/services/exchange/?lang=en").text
    assert "연장되었습니다" in korean
    assert "늦게라도 제출할 수 있습니다" in korean
    assert "<script>alert" not in korean
    assert "None." in english
    assert "You can still submit" in english


def test_a_deadline_says_how_things_stand() -> None:
    def say(submitted: bool, hours: float) -> str:
        due = NOW + timedelta(hours=hours)
        return Deadline("c", "ex1", due, False, submitted, LATE).say(NOW)[1]

    assert say(False, 26) == "1 day 2 hours left."
    assert say(False, -2) == "Due 2 hours ago. You can still submit."
    assert say(True, -2) == "Submitted."
