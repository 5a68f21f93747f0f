"""A server that a template made for nobody becomes a trainee's, and nothing of nobody's is left."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hub_config.roles import person_slug
from hub_config.server_log import log_file
from hub_config.server_template import TemplateProbe
from hub_config.trainee import prepared_server
from hub_config.trainee.prepared_server import PreparedServer, Routed
from hub_config.trainee.starts import THE_SAME, THEIR_OWN, fits
from tests.learner import newcomer, places, wait_for
from tests.prepared_host import PEOPLE, environment_of
from tests.running_lab import PROJECT, RunningLab

KIM, CHOE = PEOPLE
# What may be otherwise in a template that has made a server: nothing that a kernel asks for.
HARMLESS = (
    "class hub_config.trainee.prepared_server.PreparedServer: ready",
    "class jupyterhub.singleuser.extension.JupyterHubSingleUser: ",
    "class jupyterlab_server.listings_handler.ListingsHandler: listings",
    "module jupyterhub.singleuser._disable_user_config: ",
    "module tempfile: ",  # a fork forgets it: sandbox.inheritance
)


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Any]]:
    """What a template with a prepared server says of itself and of its forks."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:  # short enough for sockets
        yield told_in(Path(folder))


def told_in(folder: Path) -> dict[str, Any]:
    (folder / "tmp").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-s", "-m", "tests.prepared_host", str(folder)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "TMPDIR": f"{folder}/tmp"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["prepared"], done.stderr
    failed = [one["failed"] for one in answer.values() if isinstance(one, dict) and "failed" in one]
    assert not failed, failed[0]
    return answer


@pytest.mark.parametrize("person", PEOPLE)
def test_no_value_that_stood_for_a_person_s_is_left_anywhere(
    person: str, told: dict[str, Any]
) -> None:
    assert told[person]["left"] == []


def test_a_prepared_server_has_every_value_of_one_made_from_the_beginning(
    told: dict[str, Any],
) -> None:
    prepared, made = told[KIM]["values"], told["made from the beginning"]["values"]
    assert len(made) > 1000
    assert {path: value for path, value in prepared.items() if made.get(path) != value} == {}
    assert made.keys() == prepared.keys()


def test_every_address_is_answered_as_by_a_server_made_from_the_beginning(
    told: dict[str, Any],
) -> None:
    assert told[KIM]["routes"] == told["made from the beginning"]["routes"]
    assert told[KIM]["routes"]["/nobody/lab"] == "Template404"
    assert told[KIM]["routes"][f"/user/{KIM}/lab"].startswith("LabHandler")


def test_two_servers_of_one_template_share_no_value_of_a_person_s(told: dict[str, Any]) -> None:
    for person, other in ((KIM, CHOE), (CHOE, KIM)):
        values = told[person]["values"].values()
        assert any(person in value for value in values)
        assert not [value for value in values if other in value]


def test_each_server_draws_a_cookie_secret_of_its_own(told: dict[str, Any]) -> None:
    secrets = {told[person]["cookie secret"] for person in PEOPLE}
    assert len(secrets) == len(PEOPLE)
    assert all(len(bytes.fromhex(secret)) >= 32 for secret in secrets)


def test_cookies_of_a_server_are_for_its_own_addresses(told: dict[str, Any]) -> None:
    paths = {
        value for path, value in told[KIM]["values"].items() if path.endswith("hub_auth.base_url")
    }
    assert paths == {f"'/user/{KIM}/'"}


def test_a_template_with_a_prepared_server_is_as_before_for_all_others(
    told: dict[str, Any],
) -> None:
    assert [name for name in told["changed"] if not name.startswith(HARMLESS)] == []


def test_making_a_server_leaves_no_thread_descriptor_file_or_setting(told: dict[str, Any]) -> None:
    before, after = told["outside"]
    assert before == after
    assert before["threads"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "hub_config.trainee.prepared_server.main_forked",
        "hub_config.trainee.kernel_connection.LabKernelConnection.handle_outgoing_message",
        "hub_config.trainee.home.HomeHandler.get",
        "jupyterhub.services.auth.HubOAuthCallbackHandler.get",
        "jupyterlab_server.handlers.LabHandler.get",
        "hub_config.trainee.forked_kernel.run_and_exit",
    ],
)
def test_a_rehearsal_comes_by(name: str, told: dict[str, Any]) -> None:
    assert name in told["ran"]


def test_a_rehearsal_changes_nothing_but_where_code_lies(told: dict[str, Any]) -> None:
    assert told["laid"] > 1000
    kinds = {name.split()[0] for name in told["changed by a rehearsal"]}
    assert kinds == {"code"}, told["changed by a rehearsal"]


def test_a_rehearsal_leaves_no_thread_descriptor_file_or_setting(told: dict[str, Any]) -> None:
    before, after = told["outside a rehearsal"]
    assert after == before


def test_an_environment_as_the_hub_makes_it_fits(tmp_path: Path) -> None:
    assert fits(environment_of(KIM, tmp_path))


@pytest.mark.parametrize(
    "other",
    [
        *({name: "other"} for name in THE_SAME),
        *({name: ""} for name in THEIR_OWN),
        {"JUPYTERHUB_SSL_KEYFILE": "/key"},
        {"JUPYTERHUB_SERVICE_PREFIX": "/"},
        {"JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:9999/user/{KIM}/"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_environment_of_another_shape_does_not_fit(
    other: dict[str, str], tmp_path: Path
) -> None:
    assert not fits({**environment_of(KIM, tmp_path), **other})


def test_the_router_s_address_is_not_what_a_handler_sees() -> None:
    asked = []

    def find(request: Any) -> None:
        asked.append(request.path)
        raise LookupError

    request: Any = SimpleNamespace(path="/user/kim/api/contents")
    with pytest.raises(LookupError):
        Routed(find, "/user/kim/", "/nobody/")(request)
    assert asked == ["/nobody/api/contents"]
    assert request.path == "/user/kim/api/contents"


def test_a_template_that_can_prepare_no_server_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def make() -> None:
        raise OSError("no space left")

    rehearsed: list[bool] = []
    monkeypatch.setattr(PreparedServer, "make", make)
    monkeypatch.setattr(prepared_server, "rehearse", lambda: rehearsed.append(True))
    prepared_server.prepare()
    assert PreparedServer.ready is None
    assert rehearsed
    said = capsys.readouterr()
    assert "no space left" in said.err
    assert "Servers make all of themselves" in said.out


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab has a template")
def test_a_trainee_s_server_in_a_running_lab_was_the_prepared_one(running_lab: RunningLab) -> None:
    state, name = places(running_lab), "prepared.server"
    wait_for(lambda: TemplateProbe(state.server_template_socket).answers(1), 120)
    with newcomer(running_lab, name) as person:
        person.open_server()
        log = log_file(state, person_slug(name)).read_text()
    assert f"A prepared server is {name}'s now." in log
