"""What goes on filling a home beyond its bound is ended; the server and a cleaning hand are not."""

import os
from pathlib import Path, PurePosixPath

import pytest

from hub_config.home_watch import HomeWatch
from hub_config.trainee.home_size import MIB
from sandbox.spec import Mount, SandboxSpec
from tests.sandboxes import OWN_UID, python, running, wait_until

BOUND_FILES = 128
# The command stands for the server, its child for a kernel.
SERVER = """
import os, pathlib, time
home, number = pathlib.Path("/home/anna"), 0
print(flush=True)
while os.fork():
    os.wait()
    (home / "ended").touch()
while True:
    if WRITES:
        number += 1
        (home / str(number)).touch()
    time.sleep(0.001)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    tmp_path.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(folder, OWN_UID, OWN_UID)
    return folder


def sandbox_with(home: Path, *, writes: bool) -> SandboxSpec:
    mount = Mount(home, PurePosixPath("/home/anna"), writable=True)
    return python(f"WRITES = {writes}\n{SERVER}", mounts=(mount,))


def files(home: Path) -> int:
    return len(list(home.iterdir()))


def test_what_goes_on_making_files_is_ended_and_the_server_is_not(home: Path) -> None:
    watch = HomeWatch(home, MIB)
    with running(sandbox_with(home, writes=True)) as sandbox:
        watch.look(sandbox)
        assert wait_until(lambda: files(home) > BOUND_FILES)
        assert watch.look(sandbox)
        assert wait_until((home / "ended").exists)
        assert sandbox.poll() is None


def test_a_full_home_that_does_not_grow_ends_nothing(home: Path) -> None:
    watch = HomeWatch(home, MIB)
    (home / "large").write_bytes(bytes(range(256)) * 8192)
    with running(sandbox_with(home, writes=False)) as sandbox:
        assert not watch.look(sandbox)
        assert not watch.look(sandbox)
        assert not (home / "ended").exists()


def test_a_home_within_its_bound_may_grow(home: Path) -> None:
    watch = HomeWatch(home, MIB)
    with running(sandbox_with(home, writes=False)) as sandbox:
        watch.look(sandbox)
        (home / "notes").write_text("more")
        assert not watch.look(sandbox)
