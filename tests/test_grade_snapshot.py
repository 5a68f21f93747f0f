"""A submission's folder is copied without following anything in it."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from autograder.submission import (
    MIB,
    MOST_NAMED,
    Snapshot,
    make_room,
    name_some,
    read_small_file,
    take_snapshot,
)


def snapshot(source: Path, target: Path, max_bytes: int = MIB, max_files: int = 100) -> Snapshot:
    return take_snapshot(source, target, max_bytes=max_bytes, max_files=max_files)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "제출 one"
    (folder / "data").mkdir(parents=True)
    (folder / "exercise.ipynb").write_text("{}")
    (folder / "data" / "자료 1.csv").write_text("1")
    return folder


def test_files_and_folders_are_copied(folder: Path, tmp_path: Path) -> None:
    taken = snapshot(folder, tmp_path / "copy")
    assert (taken.folder / "data" / "자료 1.csv").read_text() == "1"
    assert taken.left_out == taken.too_large == ()


def test_a_link_is_left_out_and_named(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("gold")
    (folder / "link.txt").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    taken = snapshot(folder, tmp_path / "copy")
    assert taken.left_out == ("link.txt", "linked")
    assert not (taken.folder / "link.txt").exists()
    assert not (taken.folder / "linked").exists()


def test_a_pipe_does_not_make_it_wait(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert snapshot(folder, tmp_path / "copy").left_out == ("pipe",)


@pytest.mark.parametrize("name", ["exercise.ipynb", "data"])
def test_what_we_may_not_read_is_not_taken_for_something_that_was_not_handed_in(
    folder: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if Path(os.fsdecode(path)).name == name and tmp_path / "copy" not in Path(path).parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)  # root may read everything
    with pytest.raises(PermissionError, match=name):
        snapshot(folder, tmp_path / "copy")


def test_the_largest_file_is_left_out_when_all_is_too_large(folder: Path, tmp_path: Path) -> None:
    with (folder / "film.mp4").open("wb") as film:
        film.truncate(200 * MIB)
    taken = snapshot(folder, tmp_path / "copy")
    assert taken.too_large == ("film.mp4",)
    assert (taken.folder / "exercise.ipynb").exists()


def test_of_too_many_files_the_notebooks_stay(folder: Path, tmp_path: Path) -> None:
    for number in range(20):
        (folder / f"a{number:02}").write_text("x")
    taken = snapshot(folder, tmp_path / "copy", max_files=3)
    assert (taken.folder / "exercise.ipynb").exists()
    assert len([path for path in taken.folder.rglob("*") if path.is_file()]) == 3


def test_a_small_file_is_read_and_a_link_is_not(tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").write_text("2026-11-22")
    (tmp_path / "link").symlink_to(tmp_path / "timestamp.txt")
    os.mkfifo(tmp_path / "pipe")
    assert read_small_file(tmp_path / "timestamp.txt") == "2026-11-22"
    assert read_small_file(tmp_path / "link") is None
    assert read_small_file(tmp_path / "pipe") is None
    assert read_small_file(tmp_path / "none") is None


def test_a_folder_in_the_place_of_a_small_file_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").mkdir()
    assert read_small_file(tmp_path / "timestamp.txt") is None


def test_a_folder_where_a_file_belongs_makes_room_and_so_does_a_file(tmp_path: Path) -> None:
    (tmp_path / "data.txt" / "inside").mkdir(parents=True)
    (tmp_path / "images").write_text("a file")
    (tmp_path / "kept.txt").write_text("kept")
    removed = make_room(tmp_path, ["data.txt", "images/a.png", "kept.txt"])
    assert removed == ("data.txt", "images")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_folders_are_followed_only_so_deep(tmp_path: Path) -> None:
    deep = tmp_path / "from" / Path(*["d"] * 60)
    deep.mkdir(parents=True)
    (deep / "file").write_text("x")
    snapshot = take_snapshot(tmp_path / "from", tmp_path / "to", max_bytes=100, max_files=10)
    assert snapshot.bytes == 0
    assert len(snapshot.left_out) == 1


def test_a_path_too_long_for_a_copy_is_left_out_and_the_rest_is_taken(
    folder: Path, tmp_path: Path
) -> None:
    deep = os.open(folder, os.O_RDONLY)
    for _ in range((4080 - len(os.fsencode(folder))) // 201):
        os.mkdir("d" * 200, dir_fd=deep)
        inside = os.open("d" * 200, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = inside
    os.close(os.open("own.txt", os.O_CREAT | os.O_WRONLY, dir_fd=deep))
    os.close(deep)
    taken = snapshot(folder, tmp_path / ("copy" + "y" * 200))
    assert taken.left_out[-1].endswith("own.txt")
    assert (taken.folder / "exercise.ipynb").exists()


def test_a_name_that_a_terminal_would_obey_is_left_out_and_told_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "\x1b[2Ja").write_text("x")
    snapshot = take_snapshot(tmp_path / "from", tmp_path / "to", max_bytes=100, max_files=10)
    assert snapshot.left_out == ("?[2Ja",)


def test_of_a_hundred_thousand_names_a_few_are_told_and_the_rest_counted() -> None:
    assert name_some(["a", "b"], " is a link.") == ["a is a link.", "b is a link."]
    notes = name_some([f"l{number:05}" for number in range(100_000)], " is a link.")
    assert notes[MOST_NAMED:] == [f"{100_000 - MOST_NAMED} more like l00000 is a link."]
