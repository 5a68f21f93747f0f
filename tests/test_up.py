"""`python -m hub_config up` on this machine: what keeps it from starting, and what keeps it alive.

Those that need a whole lab are marked slow; the others are refused before anything is started.
"""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from hub_config.roles import service_slug
from sandbox.records import find_sandbox
from tests.running_lab import RunningLab, free_ports, start

UP = (sys.executable, "-m", "hub_config", "up", "--config")
HIDE_BUBBLEWRAP = ("bwrap", "--dev-bind", "/", "/", "--ro-bind", "/dev/null", "/usr/bin/bwrap")
# An ordinary user on a machine whose kernel settings keep namespaces from ordinary users.
ORDINARY_USER = ("bwrap", "--unshare-user", "--uid", "1000", "--gid", "1000")
FORBID_NAMESPACES = (*ORDINARY_USER, "--disable-userns", "--dev-bind", "/", "/")
DEADLINE_SECONDS = 90.0


def settings_file(folder: Path, text: str = "") -> Path:
    hub, playground = free_ports(2)
    path = folder / "lab.toml"
    ports = f"[hub]\nport = {hub}\n[playground]\nport = {playground}\noperator_port = 0\n"
    path.write_text((text or ports) + '[lab]\nstate_dir = "v"\n', encoding="utf-8")
    return path


def refused(*command: str | Path) -> str:
    """What a command said that has to end with exit code 1 and without a traceback."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def ran(*command: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hub_config", *(str(word) for word in command)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_until(happened: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def test_a_port_in_use_is_told_with_the_program_that_has_it(short_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        path = settings_file(short_path, f"[hub]\nport = {port}\n")
        message = refused(*UP, path)
    assert f"127.0.0.1:{port} is not to be had: process {os.getpid()} listens on it" in message
    assert "set [hub] port to another port" in message


def test_one_port_for_two_parts_is_refused(short_path: Path) -> None:
    (port,) = free_ports(1)
    text = f"[hub]\nport = {port}\n[playground]\nport = {port}\noperator_port = 0\n"
    assert "Expected a port for each" in refused(*UP, settings_file(short_path, text))


def test_the_state_of_another_version_is_refused(short_path: Path) -> None:
    (short_path / "v").mkdir()
    (short_path / "v" / "VERSION").write_text("0\n")
    message = refused(*UP, settings_file(short_path))
    assert "found state of version '0'; expected '1'" in message


def test_a_machine_without_bubblewrap_is_told_what_to_install(short_path: Path) -> None:
    message = refused(*HIDE_BUBBLEWRAP, *UP, settings_file(short_path))
    assert "bubblewrap: not installed. Install the package bubblewrap." in message


def test_a_machine_that_forbids_namespaces_is_told_so(short_path: Path) -> None:
    message = refused(*FORBID_NAMESPACES, *UP, settings_file(short_path))
    assert re.search(r"^sandbox: .*amespace.*\. .+", message, re.MULTILINE), message


def test_a_class_with_an_unknown_course_is_refused_with_those_there_are(short_path: Path) -> None:
    (short_path / "lessons").mkdir()
    hub, playground = free_ports(2)
    text = (
        f"[hub]\nport = {hub}\n[playground]\nport = {playground}\noperator_port = 0\n"
        '[courses]\nfolders = ["lessons"]\n[classes.ml]\ncourses = ["astrology"]\n'
    )
    message = refused(*UP, settings_file(short_path, text))
    assert "takes the course 'astrology', which lies in none of [courses] folders" in message


@pytest.mark.slow
def test_hub_and_playground_answer_where_the_lab_says(running_lab: RunningLab) -> None:
    assert running_lab.hub_url in running_lab.said
    assert status(f"{running_lab.hub_url}hub/login") == 200
    assert status(running_lab.playground_url) == 200


@pytest.mark.slow
def test_a_second_lab_beside_a_running_one_is_told_and_disturbs_nothing(
    running_lab: RunningLab,
) -> None:
    said_before = running_lab.said
    message = refused(*UP, running_lab.settings_file)
    assert f"a lab is already running here (process {running_lab.process.pid}," in message
    assert status(f"{running_lab.hub_url}hub/health") == 200
    assert running_lab.said == said_before


@pytest.mark.slow
def test_check_knows_that_the_ports_are_the_labs_own(running_lab: RunningLab) -> None:
    said = ran("check", "--config", running_lab.settings_file)
    assert "is running" in said
    assert "not to be had" not in said


@pytest.mark.slow
def test_only_the_hub_and_the_playground_have_a_tcp_port(running_lab: RunningLab) -> None:
    pids = {running_lab.process.pid}
    pids |= {child.pid for child in psutil.Process(running_lab.process.pid).children(True)}
    listening = {
        connection.laddr.port
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.pid in pids and connection.laddr
    }
    settings = running_lab.settings
    assert listening == {settings.hub.port, settings.playground.port}


@pytest.mark.slow
def test_no_secret_is_in_an_environment_or_a_command_line(running_lab: RunningLab) -> None:
    secrets = [
        path.read_bytes().strip()
        for path in (running_lab.folder / "v" / "secrets").rglob("*")
        if path.is_file()
    ]
    assert len(secrets) >= 6
    supervisor = psutil.Process(running_lab.process.pid)
    shown = b""
    for process in [supervisor, *supervisor.children(recursive=True)]:
        folder = Path(f"/proc/{process.pid}")
        shown += (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.slow
def test_secrets_are_readable_by_the_operator_only(running_lab: RunningLab) -> None:
    secrets = running_lab.folder / "v" / "secrets"
    assert secrets.stat().st_mode & 0o077 == 0
    open_files = [path for path in secrets.rglob("*") if path.stat().st_mode & 0o077]
    assert not [path for path in open_files if path.is_file()]


@pytest.mark.slow
def test_enrol_prints_the_code_that_is_on_file(running_lab: RunningLab) -> None:
    code = (running_lab.folder / "v" / "secrets" / "enrolment" / "demo").read_text().strip()
    said = ran("enrol", "demo", "--config", running_lab.settings_file)
    assert code in said
    assert f"{running_lab.hub_url}hub/signup" in said


@pytest.mark.slow
def test_a_backup_beside_a_running_lab_restores_to_sound_databases(
    running_lab: RunningLab, short_path: Path
) -> None:
    archive = short_path / "lab.tar.gz"
    ran("backup", archive, "--config", running_lab.settings_file)
    assert archive.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as packed:
        assert not [name for name in packed.getnames() if name.startswith(("run/", "logs/"))]
    ran("restore", archive, "--config", settings_file(short_path))
    databases = [*(short_path / "v").rglob("*.sqlite"), *(short_path / "v").rglob("gradebook.db")]
    assert len(databases) >= 2
    for path in databases:
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLab]:
    """A lab whose parts may be killed."""
    folder = Path(f"/tmp/lab-victim-{os.getpid()}")  # short, for the sockets in it
    folder.mkdir()
    lab = start(folder)
    yield lab
    lab.stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def kill_part(lab: RunningLab, name: str) -> None:
    """Kill -9, then wait until the part works again."""
    before = lab.said.count(f"{name}: works again")
    record = (lab.folder / "v" / "run" / "children" / f"{name}.json").read_text()
    found = re.search(r'"pid": (\d+)', record)
    assert found
    os.kill(int(found[1]), signal.SIGKILL)
    wait_until(lambda: lab.said.count(f"{name}: works again") > before, f"{name} works again")


@pytest.mark.slow
def test_a_killed_hub_comes_back_and_course_services_live_on(victim: RunningLab) -> None:
    sandboxes = victim.folder / "v" / "run" / "sandboxes"
    before = find_sandbox(sandboxes, service_slug("ai-foundations"))
    assert before is not None
    kill_part(victim, "hub")
    after = find_sandbox(sandboxes, service_slug("ai-foundations"))
    assert after is not None
    assert after.pid == before.pid
    assert status(f"{victim.hub_url}hub/login") == 200


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exchange", "runner", "playground", "course-ai-foundations"])
def test_a_killed_part_comes_back(victim: RunningLab, name: str) -> None:
    sandboxes = victim.folder / "v" / "run" / "sandboxes"
    before = find_sandbox(sandboxes, service_slug("ai-foundations"))
    kill_part(victim, name)
    if name.startswith("course-"):  # its server answers on until the new part replaces it
        assert before is not None

        def is_replaced() -> bool:
            after = find_sandbox(sandboxes, service_slug("ai-foundations"))
            return after is not None and after.pid != before.pid

        wait_until(is_replaced, f"{name} has a server of its own")


@pytest.mark.slow
def test_ctrl_c_leaves_no_process_and_no_socket_behind(short_path: Path) -> None:
    lab = start(short_path)
    family = psutil.Process(lab.process.pid).children(recursive=True)
    assert len(family) >= 8
    assert lab.stop() == 0
    assert not [process for process in family if process.is_running()]
    assert not list((short_path / "v" / "run" / "sandboxes").glob("*.json"))
    assert "no process is left" in lab.said


@pytest.mark.slow
def test_a_lab_starts_again_after_its_supervisor_was_killed(short_path: Path) -> None:
    killed = start(short_path, "[classes.empty]\n")
    family = psutil.Process(killed.process.pid).children(recursive=True)
    killed.process.kill()
    killed.process.wait()
    following = start(short_path, "[classes.empty]\n")
    try:
        assert "proxy: was left over from a lab that was killed; stopped" in following.said
    finally:
        following.stop()
    left = [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert not left
