"""Files that several starts of servers write at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.whole_files import ensure_text

WRITERS = 8


def test_several_that_write_it_at_once_all_find_it_there(tmp_path: Path) -> None:
    together = threading.Barrier(WRITERS)

    def write(path: Path) -> str:
        together.wait(60)
        ensure_text(path, "all of it")
        return path.read_text(encoding="utf-8")

    with ThreadPoolExecutor(WRITERS) as writers:
        for number in range(50):
            path = tmp_path / str(number)
            assert set(writers.map(write, [path] * WRITERS)) == {"all of it"}
    assert len(list(tmp_path.iterdir())) == 50  # and nothing beside


def test_a_file_that_is_right_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    ensure_text(path, "text")
    before = path.stat()
    ensure_text(path, "text")
    assert path.stat() == before
    ensure_text(path, "other")
    assert path.read_text(encoding="utf-8") == "other"


def test_what_cannot_be_put_in_place_leaves_nothing_beside(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        ensure_text(folder, "text")
    assert list(tmp_path.iterdir()) == [folder]
