"""What the process that serves the playground can do to the lab: as little as can be."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from playground_demos.process.handover import Handover, give
from playground_demos.process.sandboxed import playground_spec
from playground_demos.settings import PlaygroundSection
from sandbox.settings import LabSection
from tests.hostile_demos import thief
from tests.playground_server import Server, free_port, running_playground

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the pages another uid")
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
SECRETS = ("playground_operator", "playground_visitors")


def handover(tmp_path: Path, **changed: Any) -> Handover:
    given: dict[str, Any] = {
        "lab": LabSection(state_dir=tmp_path / "var"),
        "section": PlaygroundSection(device="cpu"),
        "package": "tests.hostile_demos",
        "database_url": f"sqlite:///{tmp_path / 'var' / 'playground' / 'usage.sqlite'}",
        "door": 7,
        "desk_door": None,
        "visitor_key": b"\0key\xff" * 8,
        "operator_password": "the password",
        "certificate_key": "the private key",
    }
    return Handover(**given | changed)


def test_what_is_handed_over_arrives_and_no_secret_is_shown(tmp_path: Path) -> None:
    given = handover(tmp_path, desk_door=9)
    with give(given) as file:
        assert Handover.model_validate_json(file.read()) == given
    shown = repr(given)
    assert not any(secret in shown for secret in ("the password", "the private key", "key\\xff"))


def test_a_postgresql_server_s_socket_and_its_password_file_are_seen(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://one@/lab?host={tmp_path}&passfile={tmp_path / 'password'}"
    spec = playground_spec(handover(tmp_path, database_url=url))
    assert {tmp_path, tmp_path / "password"} <= {mount.source for mount in spec.mounts}
    assert not spec.network


def test_only_a_database_on_the_network_opens_the_network(tmp_path: Path) -> None:
    url = "postgresql+psycopg://one@database.example/lab"
    assert playground_spec(handover(tmp_path, database_url=url)).network
    assert not playground_spec(handover(tmp_path)).network


@pytest.fixture(scope="module")
def wishes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a thief would like, all of which the test's own process can do."""
    folder = tmp_path_factory.mktemp("machine")
    own = folder / "own"
    own.write_text("mine")
    return {
        "read": [
            str(own),
            "/etc/shadow",
            *(f"{folder}/lab/var/secrets/{name}" for name in SECRETS),
        ],
        "write": [str(own), str(PROJECT / "playground_demos" / "models" / "new"), "/usr/bin/new"],
        "signal": [os.getpid()],
        "folder": str(folder / "lab"),
    }


@pytest.fixture(scope="module")
def taken_over(wishes: dict[str, Any]) -> Iterator[Server]:
    """A playground whose one demo tries all of it."""
    folder = Path(wishes["folder"])
    (folder / "var" / "playground").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as neighbour:
        wishes["connect"] = [neighbour.getsockname()[1]]
        (folder / "var" / "playground" / thief.WISHES).write_text(json.dumps(wishes))
        settings = f"operator_port = {free_port()}\n"
        with running_playground(folder, settings, "tests.hostile_demos") as server:
            yield server


@pytest.fixture
def found(taken_over: Server) -> dict[str, Any]:
    """What it got."""
    told = (taken_over.folder / "var" / "playground" / thief.FOUND).read_text()
    read: dict[str, Any] = json.loads(told)
    return read


@pytest.mark.parametrize("wish", ["read", "write", "connect", "signal"])
def test_code_in_the_pages_gets_nothing_of_the_machine(found: dict[str, Any], wish: str) -> None:
    assert found[wish] == []


def test_it_sees_no_process_but_its_own(found: dict[str, Any]) -> None:
    assert len(found["sees"]) <= 4  # bubblewrap's first process, a shell, itself


@as_root
def test_it_has_a_user_id_of_its_own(found: dict[str, Any]) -> None:
    assert set(found["uid"]) == {PlaygroundSection().uid}


def test_it_finds_no_secret_in_its_environment_nor_an_open_file(
    found: dict[str, Any], taken_over: Server
) -> None:
    secrets = [
        (taken_over.folder / "var" / "secrets" / name).read_bytes().strip() for name in SECRETS
    ]
    told = json.dumps(found["environment"]).encode()
    assert not any(secret in told for secret in secrets)
    paths = [path for path in found["descriptors"] if path.startswith("/")]
    allowed = (str(taken_over.folder / "log"), str(taken_over.folder / "var" / "playground"))
    assert all(path.startswith((*allowed, "/dev/", "/memfd:", "/usr/", "/proc/")) for path in paths)


def test_the_doors_work_all_the_same(taken_over: Server) -> None:
    assert httpx.get(taken_over.url).status_code == 200


def test_killed_it_leaves_no_process_and_its_address_is_free(tmp_path: Path) -> None:
    with running_playground(tmp_path) as server:
        family = psutil.Process(server.process.pid).children(recursive=True)
        assert family
        server.process.kill()
        _, left = psutil.wait_procs(family, timeout=30)
        assert not left
        socket.create_server(("127.0.0.1", server.port)).close()


def test_without_bubblewrap_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "lab.toml").write_text(f"[playground]\nport = {free_port()}\noperator_port = 0\n")
    command = ("-c", "from playground_demos.__main__ import main; raise SystemExit(main())")
    done = subprocess.run(
        [sys.executable, *command, "--config", "lab.toml"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "Install the package bubblewrap" in done.stderr
