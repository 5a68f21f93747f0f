"""Control groups: where they can be made, and that they count and end what is in them."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import hierarchies
from sandbox.control_groups import ControlGroups, Group, Version, parse_group
from sandbox.spec import MIB, Limit, Limits

V1_MOUNTS = """\
32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 /docker/ab /sys/fs/cgroup/memory rw,relatime shared:5 - cgroup cgroup rw,memory
"""


def test_a_group_lies_below_what_is_mounted_and_not_outside(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    line = f"35 31 0:32 /docker/ab {tmp_path} rw shared:5 - cgroup cgroup rw,memory"
    (mount,) = hierarchies.read_mounts(line)
    assert mount.folder("/docker/ab/service") == tmp_path / "service"
    assert mount.folder("/docker/ab/absent") == tmp_path
    assert mount.folder("/../../other") == tmp_path
    assert mount.folder("/system.slice") == tmp_path


def test_controllers_of_version_1_may_share_a_mount() -> None:
    first, second = hierarchies.read_mounts(V1_MOUNTS)
    assert {"cpu", "cpuacct"} <= first.options
    assert second.version is Version.V1
    assert str(second.root) == "/docker/ab"


def test_the_own_group_of_each_controller_is_read() -> None:
    own = hierarchies.read_own_groups("4:memory:/a\n1:cpu,cpuacct:/b\n0::/c:d\n")
    assert own == {"memory": "/a", "cpu": "/b", "cpuacct": "/b", "": "/c:d"}


@pytest.mark.parametrize(
    "line",
    ["", "v1:", "v3:memory=/lab-x", "v1:memory=/sys/fs/cgroup/memory/other", "v1:memory=lab-x"],
)
def test_a_line_that_is_not_a_lab_group_is_none(line: str) -> None:
    assert parse_group(line) is None


def test_a_group_is_found_again_by_its_line() -> None:
    group = Group(Version.V1, {"memory": Path("/sys/lab-x"), "pids": Path("/sys/lab-x")})
    assert parse_group(group.describe()) == group


def fake_group(folder: Path, version: Version, files: dict[str, str]) -> Group:
    for name, text in files.items():
        (folder / name).write_text(text)
    return Group(version, dict.fromkeys(("cpu", "cpuacct", "memory", "pids"), folder))


def test_the_counters_of_version_2_are_read(tmp_path: Path) -> None:
    files = {
        "cpu.stat": "usage_usec 2500000\nuser_usec 1\n",
        "memory.peak": "1048576\n",
        "memory.events": "low 0\noom 3\noom_kill 2\n",
        "pids.events": "max 0\n",
    }
    reading = fake_group(tmp_path, Version.V2, files).read()
    assert (reading.cpu_seconds, reading.peak_memory_bytes) == (2.5, MIB)
    assert reading.limits_reached == (Limit.MEMORY,)


def test_the_counters_of_version_1_are_read(tmp_path: Path) -> None:
    files = {
        "cpuacct.usage": "2500000000\n",
        "memory.max_usage_in_bytes": "1048576\n",
        "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n",
        "pids.events": "max 7\n",
    }
    reading = fake_group(tmp_path, Version.V1, files).read()
    assert (reading.cpu_seconds, reading.peak_memory_bytes) == (2.5, MIB)
    assert reading.limits_reached == (Limit.PROCESSES,)


def test_a_group_that_is_gone_reads_as_nothing(tmp_path: Path) -> None:
    group = Group(Version.V2, {"memory": tmp_path / "lab-gone"})
    assert group.read().limits_reached == ()
    assert group.pids() == ()
    assert group.kill()
    assert group.remove()


@pytest.fixture(params=list(Version))
def real_group(request: pytest.FixtureRequest) -> Iterator[Group]:
    """A group of this machine; of version 2 also where it has no controller to give."""
    version: Version = request.param
    groups = hierarchies.find_control_groups()
    if version is Version.V2 and (groups is None or groups.version is not Version.V2):
        mounts = [
            mount
            for mount in hierarchies.read_mounts(Path("/proc/self/mountinfo").read_text())
            if mount.version is Version.V2 and os.access(mount.point, os.W_OK)
        ]
        groups = ControlGroups(Version.V2, {"": mounts[0].point}) if mounts else None
    if groups is None or groups.version is not version:
        pytest.skip(f"this machine gives no groups of {version}")
    group = groups.create(f"test.{os.getpid()}", Limits(memory_bytes=64 * MIB))
    yield group
    group.kill()
    group.remove()


def test_everybody_in_a_group_is_killed_and_the_group_removed(real_group: Group) -> None:
    # In a session of its own: the shell's children would survive a kill of the shell alone.
    with subprocess.Popen(
        [
            *("/bin/sh", "-c", 'for to; do echo 0 >"$to"; done; sleep 60 & sleep 60 & echo; wait'),
            *("sh", *map(str, real_group.entrances())),
        ],
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as shell:
        assert shell.stdout is not None
        shell.stdout.readline()
        assert len(real_group.pids()) == 3
        assert real_group.kill()
        assert shell.wait(10) == -9
    assert real_group.pids() == ()
    assert real_group.remove()
    assert not any(folder.exists() for folder in real_group.folders.values())
