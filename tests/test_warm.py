"""A class is warmed: by command in a running lab, and by itself when its moment comes."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub_config.__main__ import main
from hub_config.children import lab_children
from hub_config.errors import LabError
from hub_config.health import UnixConnection
from hub_config.people import DEMO_TRAINEES
from hub_config.places import Places
from hub_config.roles import CLASS_WARMER, IDLE_CULLER
from hub_config.secret_files import ensure_secret, read_secret
from hub_config.settings import Settings, load_settings
from hub_config.warm import Warmed, warm_class
from hub_config.warmer import LOOK_BACK, Warmer
from tests.learner import places
from tests.running_lab import RunningLab

MOMENT = datetime(2026, 11, 23, 8, 45, tzinfo=ZoneInfo("Asia/Seoul"))
MINUTE = timedelta(minutes=1)


def ask(lab: RunningLab, service: str, method: str, path: str) -> tuple[int, Any]:
    """Ask the hub with the token of one of its services."""
    token = read_secret(places(lab).service_token(service))
    connection = UnixConnection(places(lab).hub_socket, 60)
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    connection.request(method, f"/hub/api/{path}", headers=headers)
    response = connection.getresponse()
    said = response.read()
    connection.close()
    return response.status, json.loads(said) if said else None


def running(lab: RunningLab) -> set[str]:
    """Whose servers answer."""
    status, users = ask(lab, IDLE_CULLER, "GET", "users?state=ready")
    assert status == 200
    return {user["name"] for user in users}


@pytest.fixture
def lab_as_it_was(running_lab: RunningLab) -> Iterator[RunningLab]:
    """The shared lab, in which what a test started is stopped again."""
    before = running(running_lab)
    yield running_lab
    for name in running(running_lab) - before:
        ask(running_lab, IDLE_CULLER, "DELETE", f"users/{name}/server")


@pytest.mark.slow
def test_a_warmed_class_finds_its_servers_running_without_anybody_having_pressed(
    lab_as_it_was: RunningLab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab = lab_as_it_was
    before = running(lab)
    assert main(["warm", "demo", "--config", str(lab.settings_file)]) == 0, capsys.readouterr()
    new = running(lab) - before
    assert set(DEMO_TRAINEES) <= running(lab)
    assert f"demo: {len(new)} started, " in capsys.readouterr().out
    again = warm_class(lab.settings, "demo")
    assert again.started == ()
    assert set(again.running) >= {*DEMO_TRAINEES, *new}


@pytest.mark.slow
def test_the_warmer_s_token_warms_and_does_nothing_else(running_lab: RunningLab) -> None:
    for method, path in (
        ("GET", "users"),
        ("POST", "users/demo-trainee-1/server"),
        ("DELETE", "users/demo-trainee-1/server"),
        ("POST", "users/demo-trainee-1/tokens"),
    ):
        assert ask(running_lab, CLASS_WARMER, method, path)[0] in (403, 404), path


@pytest.mark.slow
def test_no_other_service_s_token_warms(running_lab: RunningLab) -> None:
    assert ask(running_lab, IDLE_CULLER, "POST", "warm/demo")[0] == 403


def settings_from(folder: Path, text: str) -> Settings:
    (folder / "lab.toml").write_text(text, encoding="utf-8")
    return load_settings(folder / "lab.toml")


def test_a_class_that_does_not_exist_is_told_with_those_there_are(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, "[classes.spring]\n[classes.autumn]\n")
    with pytest.raises(LabError, match="no class 'sping'; expected one of autumn, spring"):
        warm_class(settings, "sping")


def test_a_lab_that_does_not_run_is_told_with_what_to_do(short_path: Path) -> None:
    settings = settings_from(short_path, "[classes.spring]\n")
    ensure_secret(Places(settings.lab.state_dir).service_token(CLASS_WARMER))
    with pytest.raises(LabError, match=r"the hub does not answer .* Start it: make up"):
        warm_class(settings, "spring")


class Hub:
    """Remembers which classes it was asked to warm; refuses while it is `down`."""

    def __init__(self) -> None:
        self.warmed: list[str] = []
        self.down = False

    def warm(self, settings: Settings, class_name: str) -> Warmed:
        if self.down:
            raise LabError("the hub does not answer")
        self.warmed.append(class_name)
        return Warmed((), (), {})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_from(
        tmp_path, '[classes.spring]\nwarm_at = ["Mon 08:45", "Wed 08:45"]\n[classes.autumn]\n'
    )


def test_a_class_is_warmed_once_when_its_moment_has_come(settings: Settings) -> None:
    hub = Hub()
    warmer = Warmer(settings, MOMENT - 30 * MINUTE, hub.warm)
    warmer.look(MOMENT - MINUTE)
    assert hub.warmed == []
    for late in range(20):
        warmer.look(MOMENT + late * MINUTE)
    assert hub.warmed == ["spring"]


def test_a_moment_missed_by_a_few_minutes_is_made_up_for(settings: Settings) -> None:
    hub = Hub()
    now = MOMENT + 5 * MINUTE
    Warmer(settings, now, hub.warm).look(now)
    assert hub.warmed == ["spring"]


def test_a_moment_missed_by_more_is_over(settings: Settings) -> None:
    hub = Hub()
    now = MOMENT + LOOK_BACK + MINUTE
    Warmer(settings, now, hub.warm).look(now)
    assert hub.warmed == []


def test_a_hub_that_does_not_answer_is_asked_again(settings: Settings) -> None:
    hub = Hub()
    hub.down = True
    warmer = Warmer(settings, MOMENT, hub.warm)
    warmer.look(MOMENT)
    hub.down = False
    warmer.look(MOMENT + MINUTE)
    assert hub.warmed == ["spring"]


def test_a_hub_that_stays_silent_is_given_up(settings: Settings) -> None:
    hub = Hub()
    hub.down = True
    warmer = Warmer(settings, MOMENT, hub.warm)
    warmer.look(MOMENT)
    warmer.look(MOMENT + LOOK_BACK)
    hub.down = False
    warmer.look(MOMENT + LOOK_BACK + MINUTE)
    assert hub.warmed == []


def test_only_a_lab_with_a_moment_has_a_warmer(settings: Settings, tmp_path: Path) -> None:
    assert "class-warmer" in {child.name for child in lab_children(settings)}
    plain = settings_from(tmp_path, "[classes.spring]\n")
    assert "class-warmer" not in {child.name for child in lab_children(plain)}
