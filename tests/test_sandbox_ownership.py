"""Giving a folder to the user that a sandbox runs as."""

import os
from pathlib import Path

import pytest

from sandbox.ownership import hand_over
from sandbox.spec import Identity

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@as_root
def test_handing_over_follows_no_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").touch()
    course = tmp_path / "course"
    (course / "source").mkdir(parents=True)
    (course / "source" / "notebook").touch()
    (course / "link").symlink_to(outside)
    hand_over(course, Identity(300_001, 300_001))
    assert (course / "source" / "notebook").stat().st_uid == 300_001
    assert (course / "link").lstat().st_uid == 300_001
    assert outside.stat().st_uid == (outside / "file").stat().st_uid == 0
