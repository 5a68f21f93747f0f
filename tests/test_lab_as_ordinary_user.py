"""The whole lab run by an ordinary user: no uid of its own for anybody, no control groups.

As root these tests become such a user. Where Python lies in a folder that only root may enter, it
is shown at the same path in a mount namespace of the lab's own; nothing is copied.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.learner import child_pid, log_in, places
from tests.running_lab import RunningLab, start

pytestmark = pytest.mark.slow

COURSE, ASSIGNMENT, TRAINEE = "ai-foundations", "unit01", "demo-trainee-1"
ORDINARY = 65_533
# $1 is the folder above Python that others may not enter, $2 the Python's own; the rest is run.
SHOW_PYTHON = """\
set -eu
closed=$1 python=$2; shift 2
if [ "$closed" != / ]; then
  mkdir -p /tmp/.lab-python && mount -t tmpfs none /tmp/.lab-python
  mkdir /tmp/.lab-python/kept && mount --bind "$python" /tmp/.lab-python/kept
  mount -t tmpfs -o mode=0755 none "$closed"
  mkdir -p "$python" && mount --bind /tmp/.lab-python/kept "$python"
fi
exec setpriv --reuid=65533 --regid=65533 --clear-groups -- "$@"
"""


def as_ordinary_user() -> tuple[str, ...]:
    """What to put before a command; nothing where we are no root."""
    if os.geteuid() != 0:
        return ()
    python = Path(sys.base_prefix)
    closed = [folder for folder in python.parents if not folder.stat().st_mode & 0o001]
    shown = str(closed[-1]) if closed else "/"
    return ("unshare", "--mount", "sh", "-c", SHOW_PYTHON, "sh", shown, str(python))


@pytest.fixture(scope="module")
def lab() -> Iterator[RunningLab]:
    """A lab of an ordinary user's own."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    if os.geteuid() == 0:
        os.chown(folder, ORDINARY, ORDINARY)
    lab = start(folder, under=as_ordinary_user())
    yield lab
    family = psutil.Process(lab.process.pid).children(recursive=True)
    code, said = lab.stop(), lab.said
    shutil.rmtree(folder)
    assert code == 0, said
    assert not [process for process in family if process.is_running()]


async def test_a_trainee_logs_in_and_runs_a_cell_without_any_right(lab: RunningLab) -> None:
    look = "import os; print(os.getuid() != 0, sorted(os.listdir('/home')), os.path.exists({!r}))"
    with log_in(lab, TRAINEE) as trainee:
        said = await trainee.open_server().run(look.format(str(places(lab).secrets)))
    assert said == f"True [{TRAINEE!r}] False\n"


async def test_a_cell_that_takes_too_much_memory_is_stopped_and_the_server_lives_on(
    lab: RunningLab,
) -> None:
    with log_in(lab, "demo-trainee-2") as trainee:
        server = trainee.open_server()
        much = "held = [b'x' * (1 << 26) for _ in range(64)]; print(len(held))"
        assert "the kernel died" in await server.run(much)
        assert await server.run("print(6 * 7)") == "42\n"


def test_nothing_of_the_lab_has_a_right(lab: RunningLab) -> None:
    for name in ("hub", "runner", "playground"):
        status = Path(f"/proc/{child_pid(lab, name)}/status").read_text()
        assert "CapEff:\t0000000000000000" in status


def test_formgrader_answers(lab: RunningLab) -> None:
    with log_in(lab, "demo-instructor") as instructor:
        address = f"/services/{COURSE}/formgrader/api/assignments"
        assert instructor.client.get(address).json()[0]["name"] == ASSIGNMENT


def test_the_command_line_grades(lab: RunningLab) -> None:
    course = places(lab).course(COURSE)
    submitted = course / "submitted" / "kim" / ASSIGNMENT
    words = ("cp", "-r", str(course / "release" / ASSIGNMENT))
    for command in (("mkdir", "-p", str(submitted.parent)), (*words, str(submitted))):
        subprocess.run([*as_ordinary_user(), *command], check=True)
    grade = (sys.executable, "-m", "autograder", "grade", "--course-dir", str(course))
    options = ("--assignment", ASSIGNMENT, "--json", "--config", str(lab.settings_file))
    done = subprocess.run(
        (*as_ordinary_user(), *grade, *options), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["status"] == "graded"


def test_the_playground_answers(lab: RunningLab) -> None:
    assert httpx.get(lab.playground_url).status_code == 200


def test_check_tells_an_ordinary_user_what_is_weaker(lab: RunningLab) -> None:
    check = (sys.executable, "-m", "hub_config", "check", "--config", str(lab.settings_file))
    done = subprocess.run(
        (*as_ordinary_user(), *check),
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "400", "PATH": "/usr/bin:/bin", "HOME": str(lab.folder)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all sandboxes run under it and namespaces alone part them" in done.stdout
    assert "Run the lab as root to give each trainee a uid" in done.stdout
