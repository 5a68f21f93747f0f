"""A session of Gradio's belongs to the visitor who used it first, and to nobody else."""

import json

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from playground_demos.sessions import SessionBook, SessionGuard
from playground_demos.visitors import VISITOR_SCOPE_KEY

MOUNT = "/demos/ink/ko/gradio_api"


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the guard: says what it was sent."""
    body = await Request(scope, receive).body()
    await JSONResponse({"body": body.decode()})(scope, receive, send)


class Street:
    """Visitors before one guard."""

    def __init__(self) -> None:
        self._guard = SessionGuard(inner, SessionBook())

    def visitor(self, name: str) -> TestClient:
        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            scope[VISITOR_SCOPE_KEY] = name
            await self._guard(scope, receive, send)

        return TestClient(known)


@pytest.fixture
def street() -> Street:
    return Street()


def uses(client: TestClient, way: str, session: str) -> int:
    """The answer's status when `session` is named in one of the ways of Gradio's page."""
    if way == "data":
        return client.get(f"{MOUNT}/queue/data?session_hash={session}").status_code
    if way == "heartbeat":
        return client.get(f"{MOUNT}/heartbeat/{session}").status_code
    return client.post(f"{MOUNT}/{way}", json={"session_hash": session}).status_code


WAYS = ("heartbeat", "queue/join", "data", "cancel")


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("then", WAYS)
def test_who_learns_another_s_session_is_answered_as_if_there_were_none(
    street: Street, first: str, then: str
) -> None:
    owner, other = street.visitor("owner"), street.visitor("other")
    assert uses(owner, first, "abc123") == 200
    assert uses(other, then, "abc123") == 404
    assert uses(owner, then, "abc123") == 200
    assert uses(other, then, "def456") == 200


def test_a_session_named_twice_does_not_slip_through(street: Street) -> None:
    assert uses(street.visitor("owner"), "data", "abc123") == 200
    both = f"{MOUNT}/queue/data?session_hash=mine&session_hash=abc123"
    assert street.visitor("other").get(both).status_code == 404
    hidden = f"{MOUNT}/queue/data?session%5fhash=abc123"
    assert street.visitor("other").get(hidden).status_code == 404


def test_a_body_arrives_whole_behind_the_guard(street: Street) -> None:
    body = json.dumps({"session_hash": "abc", "data": ["가" * 100_000]})
    answer = street.visitor("owner").post(f"{MOUNT}/queue/join", content=body)
    assert answer.json()["body"] == body


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"session_hash": 7}', b"[" * 99_999])
def test_a_body_that_names_no_session_is_left_to_gradio(street: Street, body: bytes) -> None:
    client = street.visitor("owner")
    client.headers["content-type"] = "application/json"
    assert client.post(f"{MOUNT}/cancel", content=body).is_success


def test_a_session_with_an_endless_name_is_refused(street: Street) -> None:
    assert uses(street.visitor("owner"), "data", "a" * 101) == 404


def test_the_longest_unused_session_is_forgotten_first() -> None:
    book = SessionBook(most=2)
    assert book.claim("one", "owner")
    assert book.claim("two", "owner")
    assert book.claim("one", "owner")
    assert book.claim("three", "owner")
    assert not book.claim("one", "other")
    assert book.claim("two", "other")
