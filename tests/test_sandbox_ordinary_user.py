"""The same sandboxes when the lab is run by an ordinary user: namespaces alone, no control groups.

As root these tests become such a user, with a Python that everybody may read; the trials run in one
process of that user and each test looks at one result.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sandbox

ORDINARY = 65_533
TRIALS = '''
import json, os, pathlib, socket, subprocess, sys, tempfile, time
from sandbox import records
from sandbox.errors import SandboxUnavailable
from sandbox.probe import findings
from sandbox.process import start
from sandbox.software import software_mounts
from sandbox.spec import MIB, Identity, Limits, SandboxSpec

folder = pathlib.Path(tempfile.mkdtemp())

def spec(code, **changes):
    command = (sys.executable, "-I", "-S", "-c", code)
    return SandboxSpec("trial", command, software_mounts(), **changes)

def run(code, **changes):
    with tempfile.TemporaryFile() as output:
        box = start(spec(code, **changes), stdout=output, stderr=output, records=folder)
        status = box.wait(30)
        output.seek(0)
        return status, output.read().decode().strip(), box.measure().limits_reached

found = {"uid": os.geteuid()}
found["status"] = run("raise SystemExit(7)")[0]
found["inside"] = run("print(open('/proc/self/status').read())")[1]
found["processes"] = run("import os; print(sum(n.isdecimal() for n in os.listdir('/proc')))")[1]
mine = pathlib.Path(tempfile.mkdtemp(), "secret")
mine.write_text("secret")
found["secret"] = run(f"print(open({str(mine)!r}).read())")[1]
with socket.create_server(("127.0.0.1", 0)) as server:
    address = server.getsockname()
    found["network"] = run(f"import socket; socket.create_connection({address!r}, 2)")[1]
code = "import ctypes; l = ctypes.CDLL(None, use_errno=True); "
found["unshare"] = run(code + "print(l.unshare(0x10000000), ctypes.get_errno())")[1]
bystander = subprocess.Popen(["/usr/bin/sleep", "60"])
run("import os; os.kill(-1, 9)")
found["bystander"] = bystander.poll()
bystander.kill()
bystander.wait()
bomb = "import time; held = []\\nfor _ in range(300): held.append(b'x' * 2**20); time.sleep(0.01)"
found["memory"] = run(bomb, limits=Limits(memory_bytes=64 * MIB))
forks = """
import os, time
made = 0
try:
    while made < 100:
        if os.fork() == 0:
            time.sleep(60)
        made += 1
except BlockingIOError:
    print(made, flush=True)
os._exit(0)
"""
found["forks"] = run(forks, limits=Limits(processes=20))
code = """
for path in ("/x", "/dev/x", "/etc/x", "/run/x"):
    try:
        open(path, "w")
    except OSError as error:
        print(error.errno)
"""
found["written"] = run(code)[1]
try:
    start(spec("", identity=Identity(5, 5)))
except SandboxUnavailable as error:
    found["identity"] = str(error)
box = start(spec("import time; time.sleep(60)"), records=folder)
os.kill(box.describe()["monitor_pid"], 9)
found["killed"] = box.wait(10)
box = start(spec("import time; time.sleep(60)"), records=folder)
found["again"] = records.find_sandbox(folder, "trial").stop(0)
found["records"] = [path.name for path in folder.iterdir()]
found["findings"] = [(f.name, f.ok, f.essential) for f in findings()]
print(json.dumps(found))
'''


def ordinary_python(home: Path) -> list[str]:
    """The words that run a new enough Python as an ordinary user, if there is one to run."""
    if os.geteuid() != 0:
        return [sys.executable]
    user = ["setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups"]
    for python in (sys.executable, "/usr/bin/python3"):
        words = [*user, "env", "-i", "PATH=/usr/bin:/bin", f"HOME={home}", python]
        check = [*words, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("no Python 3.11 that an ordinary user may read")


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    """What all trials found."""
    with contextlib.ExitStack() as stack:
        # Not below tmp_path: that is closed to other users, as the repository may be.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home.chmod(0o755)
        shutil.copytree(
            Path(sandbox.__file__).parent, home / "sandbox", ignore=lambda *_: ["__pycache__"]
        )
        python = ordinary_python(home)
        told = subprocess.run(
            [*python, "-B", "-c", TRIALS],
            cwd=home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert told.returncode == 0, told.stderr
        yield json.loads(told.stdout)


def test_the_trials_ran_as_an_ordinary_user(found: dict[str, Any]) -> None:
    assert found["uid"] != 0


def test_the_exit_status_is_the_commands(found: dict[str, Any]) -> None:
    assert found["status"] == 7


def test_no_right_is_held_inside(found: dict[str, Any]) -> None:
    status = dict(line.split(":", 1) for line in found["inside"].splitlines())
    assert {int(status[name], 16) for name in status if name.startswith("Cap")} == {0}
    assert (status["NoNewPrivs"].strip(), status["Seccomp"].strip()) == ("1", "2")
    assert set(status["Uid"].split()) == {str(found["uid"])}


def test_no_process_of_the_machine_is_seen(found: dict[str, Any]) -> None:
    assert found["processes"] == "3"


def test_files_of_the_same_user_are_not_there(found: dict[str, Any]) -> None:
    assert "FileNotFoundError" in found["secret"]


def test_a_server_of_the_machine_cannot_be_reached(found: dict[str, Any]) -> None:
    assert "ConnectionRefusedError" in found["network"]


def test_no_further_namespace_can_be_made(found: dict[str, Any]) -> None:
    assert found["unshare"] == "-1 1"


def test_a_signal_to_everything_reaches_nobody_outside(found: dict[str, Any]) -> None:
    assert found["bystander"] is None


def test_a_memory_bomb_is_ended_by_the_watchdog(found: dict[str, Any]) -> None:
    assert found["memory"] == [137, "Killed", ["memory"]]


def test_a_fork_bomb_meets_its_bound(found: dict[str, Any]) -> None:
    assert found["forks"][:2] == [0, "19"]


def test_the_empty_root_is_sealed_against_its_own_owner(found: dict[str, Any]) -> None:
    assert found["written"].split() == ["30"] * 4


def test_another_identity_is_refused(found: dict[str, Any]) -> None:
    assert "only root can give it" in found["identity"]


def test_killing_bubblewrap_ends_the_sandbox(found: dict[str, Any]) -> None:
    assert found["killed"] == 137


def test_a_sandbox_is_found_by_its_record_and_leaves_none(found: dict[str, Any]) -> None:
    assert found["again"] == 137
    assert found["records"] == [".lock"]


def test_the_check_says_that_the_lab_can_run_and_what_is_weaker(found: dict[str, Any]) -> None:
    ok = {name: good for name, good, _ in found["findings"]}
    assert ok["sandbox"]
    assert not ok["rights"]
    assert all(good for _, good, essential in found["findings"] if essential)
