"""Secrets as files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hub_config.errors import LabError
from hub_config.secret_files import ensure_secret, read_secret


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "token"
    first = ensure_secret(path)
    assert ensure_secret(path) == first == read_secret(path)
    assert len(first) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["token"]


def test_all_who_make_a_secret_at_the_same_time_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(ensure_secret, [tmp_path / "token"] * 64))
    assert len(found) == 1


def test_a_secret_that_others_may_read_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "token"
    ensure_secret(path)
    path.chmod(0o644)
    with pytest.raises(LabError, match=r"mode 644.*expected 600.*chmod 600"):
        read_secret(path)


def test_an_empty_or_missing_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="no such secret"):
        read_secret(tmp_path / "token")
    (tmp_path / "token").touch(mode=0o600)
    with pytest.raises(LabError, match="empty"):
        read_secret(tmp_path / "token")
