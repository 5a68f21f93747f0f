"""The service as its callers see it: who may do what, and what comes back."""

import hashlib
import json
import secrets
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import httpx
import pytest

from hub_config.exchange.receipts import load_public_key, public_key_file, verify_receipt
from hub_config.places import Places
from hub_config.trainee.bundle import FORMAT, manifest_line
from hub_config.trainee.bundle_receiving import BundleReceiver
from hub_config.trainee.exchange_client import ExchangeFailure
from tests.exchange.conftest import (
    COURSE,
    LIMITS,
    OTHER_COURSE,
    ExchangeProcess,
    outgoing,
    wait_until,
)

pytestmark = pytest.mark.slow
API = "/services/exchange/api"


def refusal(call: object) -> int | None:
    with pytest.raises(ExchangeFailure) as caught:
        call()  # type: ignore[operator]
    return caught.value.status


def test_a_released_assignment_reaches_the_trainee_byte_for_byte(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    name = unicodedata.normalize("NFC", "자료/표 1.csv")
    exchange.release(**{name: "가,나\n"})
    listed = exchange.client("minji").get("assignments")["assignments"]
    assert [(item["course"], item["assignment"]) for item in listed] == [(COURSE, "ex1")]
    exchange.client("minji").download("courses", COURSE, "releases", "ex1", into=tmp_path / "ex1")
    assert (tmp_path / "ex1" / name).read_text() == "가,나\n"


def test_a_submission_is_answered_with_a_receipt_that_verifies(exchange: ExchangeProcess) -> None:
    exchange.release()
    receipt = exchange.submit(files={"exercise.ipynb": '{"cells": []}'})
    key = load_public_key(public_key_file(exchange.places.state_dir))
    assert verify_receipt(receipt, key).valid
    assert (receipt["trainee"], receipt["course"], receipt["assignment"], receipt["attempt"]) == (
        "minji",
        COURSE,
        "ex1",
        1,
    )
    assert receipt["files"][0]["sha256"] == hashlib.sha256(b'{"cells": []}').hexdigest()


def test_every_attempt_is_kept(exchange: ExchangeProcess, tmp_path: Path) -> None:
    exchange.release()
    receipts = [exchange.submit(files={"exercise.ipynb": str(n)}) for n in range(3)]
    assert [receipt["attempt"] for receipt in receipts] == [1, 2, 3]
    for n, receipt in enumerate(receipts):
        into = tmp_path / str(n)
        exchange.client(COURSE).download("attempts", receipt["receipt"], "files", into=into)
        assert (into / "exercise.ipynb").read_text() == str(n)


def test_the_same_attempt_id_gives_the_same_receipt_and_no_second_attempt(
    exchange: ExchangeProcess,
) -> None:
    exchange.release()
    client_id = secrets.token_hex(16)
    first = exchange.submit(client_id=client_id)
    assert exchange.submit(client_id=client_id) == first
    assert len(exchange.client("minji").get("attempts")["attempts"]) == 1


def test_the_same_attempt_id_with_other_content_is_refused(exchange: ExchangeProcess) -> None:
    exchange.release()
    client_id = secrets.token_hex(16)
    exchange.submit(client_id=client_id)
    other: dict[str, bytes | str] = {"exercise.ipynb": "other"}
    assert refusal(lambda: exchange.submit(client_id=client_id, files=other)) == 409


def test_two_trainees_may_choose_the_same_attempt_id(exchange: ExchangeProcess) -> None:
    exchange.release()
    client_id = secrets.token_hex(16)
    receipts = [exchange.submit(name, client_id=client_id) for name in ("minji", "junho")]
    assert receipts[0]["receipt"] != receipts[1]["receipt"]


def test_a_trainee_sees_nothing_of_another_trainees_attempt(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    attempt = exchange.submit("minji")["receipt"]
    other = exchange.client("junho")
    assert other.get("attempts")["attempts"] == []
    assert refusal(lambda: other.get("receipts", attempt)) == 404
    assert refusal(lambda: other.download("attempts", attempt, "files", into=tmp_path / "a")) == 404
    assert refusal(lambda: other.get("attempts", course=COURSE, everyone="1")) == 403


@pytest.mark.parametrize("name", ["other-teacher", OTHER_COURSE, "culler"])
def test_another_courses_instructor_or_service_reaches_nothing(
    exchange: ExchangeProcess, tmp_path: Path, name: str
) -> None:
    exchange.release()
    attempt = exchange.submit("minji")["receipt"]
    files = outgoing(tmp_path / "f", {"exercise.html": "x"})
    other = exchange.client(name)
    assert refusal(lambda: other.get("attempts", course=COURSE, everyone="1")) == 404
    assert refusal(lambda: other.download("attempts", attempt, "files", into=tmp_path / "a")) == 404
    assert refusal(lambda: other.put("attempts", attempt, "feedback", "upload", files=files)) == 404
    assert (
        refusal(lambda: other.put("courses", COURSE, "releases", "x", "upload", files=files)) == 404
    )
    assert refusal(lambda: other.delete("courses", COURSE, "releases", "ex1")) == 404


def test_a_trainee_can_neither_release_nor_withdraw_nor_give_feedback(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    attempt = exchange.submit("minji")["receipt"]
    files = outgoing(tmp_path / "f", {"exercise.html": "10/10"})
    minji = exchange.client("minji")
    assert refusal(lambda: minji.put("attempts", attempt, "feedback", "upload", files=files)) == 403
    assert (
        refusal(lambda: minji.put("courses", COURSE, "releases", "x", "upload", files=files)) == 403
    )
    assert refusal(lambda: minji.delete("courses", COURSE, "releases", "ex1")) == 403


def test_feedback_reaches_its_owner_and_nobody_else(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    attempt = exchange.submit("minji")["receipt"]
    teacher = exchange.client("teacher")
    for text in ("old", "new"):
        files = outgoing(tmp_path / text, {"exercise.html": text})
        teacher.put("attempts", attempt, "feedback", "upload", files=files)
    exchange.client("minji").download("attempts", attempt, "feedback", into=tmp_path / "mine")
    assert (tmp_path / "mine/exercise.html").read_text() == "new"
    junho = exchange.client("junho")
    assert (
        refusal(lambda: junho.download("attempts", attempt, "feedback", into=tmp_path / "n")) == 404
    )


def test_a_token_without_the_scope_is_refused_and_no_token_unknown(
    exchange: ExchangeProcess,
) -> None:
    for token, status in ((exchange.hub.token("stranger"), 403), ("", 401), ("nonsense", 401)):
        with exchange.http(token) as http:
            assert http.get(f"{API}/courses").status_code == status


def test_an_unknown_assignment_is_named_with_what_there_is(exchange: ExchangeProcess) -> None:
    exchange.release("연습 1")
    with pytest.raises(ExchangeFailure, match="연습 1"):
        exchange.submit(assignment="연습 2")


def test_a_body_that_states_too_much_is_refused_before_it_is_read(
    exchange: ExchangeProcess,
) -> None:
    exchange.release()
    with socket.socket(socket.AF_UNIX) as raw:
        raw.settimeout(20)
        raw.connect(str(exchange.places.exchange_socket))
        raw.sendall(
            f"PUT {API}/courses/{COURSE}/attempts/{'0' * 32}?assignment=ex1 HTTP/1.1\r\n"
            f"Host: exchange\r\nAuthorization: token {exchange.hub.token('minji')}\r\n"
            f"Content-Length: {200 * 1024 * 1024}\r\n\r\n".encode()
        )
        answer = raw.makefile("rb").read()  # to the end: the service hangs up
    assert answer.startswith(b"HTTP/1.1 413")
    body = json.loads(answer.split(b"\r\n\r\n", 1)[1].split(b"HTTP/1.1", 1)[0])
    assert "MB까지 받을 수 있습니다" in body["error"]["korean"]


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "a/../../b", "a//b", "", ".", "a\0b", "a\nb", "x" * 300, "\ud800"],
)
def test_a_name_that_leaves_its_folder_is_refused(exchange: ExchangeProcess, name: str) -> None:
    exchange.release()
    entry = {"path": name, "size_bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    body = json.dumps({"format": FORMAT, "files": [entry]}).encode() + b"\nx"
    with exchange.http(exchange.hub.token("minji")) as http:
        answer = http.put(
            f"{API}/courses/{COURSE}/attempts/{'0' * 32}",
            params={"assignment": "ex1"},
            content=body,
        )
    assert answer.status_code == 400
    assert exchange.client("minji").get("attempts")["attempts"] == []
    wait_until(lambda: not list((exchange.root / "incoming").iterdir()))


def test_damaged_content_is_never_accepted(exchange: ExchangeProcess, tmp_path: Path) -> None:
    exchange.release()
    files = outgoing(tmp_path, {"exercise.ipynb": "abc"})
    line = manifest_line([file.entry for file in files])
    with exchange.http(exchange.hub.token("minji")) as http:
        for content in (b"abd", b"ab", b"abcd", b""):
            answer = http.put(
                f"{API}/courses/{COURSE}/attempts/{'0' * 32}",
                params={"assignment": "ex1"},
                content=line + content,
            )
            assert answer.status_code == 400
    assert exchange.client("minji").get("attempts")["attempts"] == []


def test_too_many_submissions_in_a_minute_are_asked_to_wait(exchange: ExchangeProcess) -> None:
    exchange.stop()
    lab = exchange.folder / "lab.toml"
    lab.write_text(
        lab.read_text().replace("submissions_per_minute = 500", "submissions_per_minute = 2")
    )
    exchange.start()
    exchange.release()
    client_id = secrets.token_hex(16)
    exchange.submit(client_id=client_id)
    exchange.submit()
    assert refusal(lambda: exchange.submit()) == 429
    exchange.submit(client_id=client_id)  # a retry is no new submission
    exchange.submit("junho")


def test_released_again_needs_force_and_withdrawn_is_gone(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    files = outgoing(tmp_path / "f", {"exercise.ipynb": "2"})
    course = exchange.client(COURSE)
    address = ("courses", COURSE, "releases", "ex1")
    assert refusal(lambda: course.put(*address, "upload", files=files)) == 409
    assert course.put(*address, "upload", files=files, force="1") == {"version": 2}
    course.delete(*address)
    assert course.get("assignments")["assignments"] == []


def test_a_browsers_cookie_cannot_submit(exchange: ExchangeProcess) -> None:
    exchange.release()
    with exchange.http("") as http:
        http.cookies.set("service-exchange", "anything")
        answer = http.put(f"{API}/courses/{COURSE}/attempts/{'0' * 32}", content=b"{}\n")
    assert answer.status_code == 401


def test_a_second_service_on_the_same_store_is_refused(exchange: ExchangeProcess) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "hub_config.exchange", "--config", exchange.folder / "lab.toml"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 1
    assert "another exchange service" in second.stderr


def test_the_receipts_page_asks_a_browser_to_log_in_and_shows_only_its_own_receipts(
    exchange: ExchangeProcess,
) -> None:
    public = Places(exchange.hub.folder / "var").exchange_socket
    public.unlink(missing_ok=True)
    public.symlink_to(exchange.places.exchange_socket)
    exchange.release("연습 1")
    mine = exchange.submit("minji", assignment="연습 1")["receipt"]
    others = exchange.submit("junho", assignment="연습 1")["receipt"]
    with httpx.Client(base_url=exchange.hub.url, follow_redirects=True, timeout=30) as browser:
        form = browser.get("/services/exchange/")
        assert form.url.path == "/hub/login"
        page = browser.post(
            form.url,
            data={
                "username": "minji",
                "password": "a long password",
                "_xsrf": browser.cookies["_xsrf"],
            },
        )
        assert page.url.path == "/services/exchange/"
        assert "마감과 접수증" in page.text
        assert mine in page.text
        assert others not in page.text
        assert "Due times and receipts" in browser.get("/services/exchange/?lang=en").text
        assert browser.get(f"/services/exchange/api/receipts/{mine}").json()["receipt"] == mine
        assert browser.get(f"/services/exchange/api/receipts/{others}").status_code == 404
        assert "--lab-accent" in browser.get("/services/exchange/look/lab.css").text
        assert browser.get("/services/exchange/look/__init__.py").status_code == 404


def test_what_was_downloaded_is_checked_like_what_is_uploaded(tmp_path: Path) -> None:
    receiver = BundleReceiver(tmp_path, LIMITS)
    with pytest.raises(Exception, match="inside the assignment"):
        receiver.feed(
            b'{"format": "lab-bundle/1", "files": [{"path": "../x", "size_bytes": 0, "sha256": "'
            + b"0" * 64
            + b'"}]}\n'
        )
