"""What a killed grader leaves in the temporary folder is removed, and nothing of anybody else."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from autograder.own_folders import MADE_SECONDS, PREFIXES, OwnFolder, sweep

RUN = PREFIXES[0]
HOLDER = """
import sys, tempfile
from autograder.own_folders import OwnFolder
tempfile.tempdir = sys.argv[1]
folder = OwnFolder(sys.argv[2])
(folder.path / "files").mkdir()
print(folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make_old(folder: Path) -> Path:
    then = time.time() - 2 * MADE_SECONDS
    os.utime(folder, (then, then))
    return folder


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_a_killed_process_left_is_removed_and_what_is_in_use_stays(
    temporary: Path, prefix: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(temporary), prefix],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        folder = make_old(Path(holder.stdout.readline().strip()))
        sweep()
        assert (folder / "files").is_dir()
        holder.kill()
    sweep()
    assert not folder.exists()


def test_a_folder_that_has_only_just_been_made_stays(temporary: Path) -> None:
    made = temporary / f"{RUN}new"
    made.mkdir()
    sweep()
    assert made.is_dir()


def test_nothing_is_removed_through_a_link_and_no_file(temporary: Path) -> None:
    precious = temporary / "precious"
    precious.mkdir()
    (temporary / f"{RUN}link").symlink_to(make_old(precious))
    (temporary / f"{RUN}file").touch()
    make_old(temporary / f"{RUN}file")
    sweep()
    assert precious.is_dir()
    assert (temporary / f"{RUN}file").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's folder")
def test_another_user_s_folder_stays(temporary: Path) -> None:
    theirs = temporary / f"{RUN}theirs"
    theirs.mkdir()
    os.chown(theirs, 301_234, 301_234)
    make_old(theirs)
    sweep()
    assert theirs.is_dir()


def test_a_folder_is_its_owner_s_alone_and_gone_afterwards(temporary: Path) -> None:
    with OwnFolder(RUN) as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
        (folder.path / "file").touch()
    assert not folder.path.exists()
    folder.remove()
