"""What people may not do at a running hub, and what it stops by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.learner import browse, log_in, places, submit, wait_for
from tests.running_lab import RunningLab, start

TRAINEE, OTHER_TRAINEE = "demo-trainee-1", "demo-trainee-2"
PASSWORD = "blue-tiger-42"
pytestmark = pytest.mark.slow


def test_nobody_gets_a_second_server(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        response = trainee.ask_hub("POST", f"users/{TRAINEE}/servers/second", {})
        assert response.status_code == 400, response.text
        assert "Named servers are not enabled" in response.text


@pytest.mark.parametrize("what", ["shares", "share-codes"])
def test_nobody_shares_a_server(running_lab: RunningLab, what: str) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        response = trainee.ask_hub("POST", f"{what}/{TRAINEE}/", {"user": OTHER_TRAINEE})
        assert response.status_code in (403, 404), response.text


def test_nobody_makes_a_token_that_outlives_a_log_in(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        assert trainee.ask_hub("POST", f"users/{TRAINEE}/tokens", {}).status_code in (403, 404)


def test_nobody_starts_or_stops_another_s_server(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        assert trainee.ask_hub("POST", f"users/{OTHER_TRAINEE}/server", {}).status_code in (
            403,
            404,
        )


def test_wrong_passwords_lock_a_name_even_for_the_right_one(running_lab: RunningLab) -> None:
    code = places(running_lab).enrolment_code("demo").read_text().strip()
    with browse(running_lab) as client:
        fields = {"username": "locked.name", "password": PASSWORD, "password_again": PASSWORD}
        assert submit(client, "/hub/signup", **fields, code=code).is_success
        for _ in range(running_lab.settings.hub.failed_logins_allowed):
            response = submit(client, "/hub/login", username="locked.name", password="wrong")
            assert response.status_code == 403
        response = submit(client, "/hub/login", username="locked.name", password=PASSWORD)
        assert response.status_code == 403
        assert "잠겼습니다" in response.text
    with log_in(running_lab, TRAINEE) as trainee:
        assert trainee.client.get("/hub/home").is_success


def test_a_log_in_page_that_was_open_too_long_asks_once_more(running_lab: RunningLab) -> None:
    password = running_lab.passwords[TRAINEE]
    with browse(running_lab) as client:
        fields = {"username": TRAINEE, "password": password}
        client.get("/hub/login")
        late = client.post("/hub/login", data={**fields, "_xsrf": "of an hour ago"})
        assert late.status_code == 403
        assert "한 번 더 적어 주세요" in late.text
        [fresh] = re.findall(r'name="_xsrf" value="([^"]+)"', late.text)
        assert client.post("/hub/login", data={**fields, "_xsrf": fresh}).url.path == "/hub/home"


def test_a_form_that_was_open_too_long_says_so(running_lab: RunningLab) -> None:
    with browse(running_lab) as client:
        client.get("/hub/signup")
        late = client.post("/hub/signup", data={"username": "too.late", "_xsrf": "of an hour ago"})
        assert late.status_code == 403
        assert "열어 둔 지 오래되었습니다" in late.text
        assert "새로 고친 뒤" in late.text


def test_a_log_in_without_a_name_is_a_wrong_one(running_lab: RunningLab) -> None:
    with browse(running_lab) as client:
        response = submit(client, "/hub/login", password=PASSWORD)
        assert response.status_code == 403
        assert "맞지 않습니다" in response.text


@pytest.fixture
def impatient_lab(short_path: Path) -> Iterator[RunningLab]:
    """A lab that stops a server after a minute in which nobody used it."""
    lab = start(
        short_path, "[classes.demo]\ncourses = []\n", hub_settings="server_idle_seconds = 60"
    )
    yield lab
    assert lab.stop() == 0, lab.said


def test_a_server_that_nobody_uses_is_stopped_and_one_in_use_is_not(
    impatient_lab: RunningLab,
) -> None:
    with log_in(impatient_lab, TRAINEE) as idle, log_in(impatient_lab, OTHER_TRAINEE) as busy:
        unused, used = idle.open_server(), busy.open_server()
        pid = unused.pid

        def is_stopped() -> bool:
            assert busy.client.get(f"/user/{OTHER_TRAINEE}/api/kernels").is_success
            return not Path(f"/proc/{pid}").exists()

        wait_for(is_stopped, 240)
        assert Path(f"/proc/{used.pid}").exists()
        assert "실습실 열기" in idle.client.get("/hub/home").text
