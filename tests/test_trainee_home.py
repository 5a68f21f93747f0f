"""A full home: it opens, says so, refuses to save with a sentence, and can be cleaned up."""

from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from hub_config.trainee.home import LabContents
from hub_config.trainee.home_size import BYTES_FOR_EACH_FILE, MIB, full_sentence, measure
from tests.full_home import PASSWORD, full_home
from tests.learner import log_in_as
from tests.running_lab import RunningLab


def contents(home: Path, mib: int) -> LabContents:
    return LabContents(root_dir=str(home), home_mib=mib)


def text(characters: int) -> dict[str, Any]:
    return {"type": "file", "format": "text", "content": "x" * characters}


def test_a_home_is_measured_with_its_folders_and_links_lead_nowhere(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    (home / "a" / "b").mkdir(parents=True)
    elsewhere.mkdir()
    (home / "a" / "b" / "file").write_bytes(bytes(range(256)) * 8192)
    (elsewhere / "large").write_bytes(bytes(range(256)) * 65536)
    (home / "link").symlink_to(elsewhere)
    found = measure(home, 3 * MIB)
    assert 2 * MIB <= found.used_bytes < 3 * MIB
    assert not found.is_full
    assert measure(home, 2 * MIB).is_full


async def test_what_fits_is_saved_and_what_does_not_is_refused_with_the_sentence(
    tmp_path: Path,
) -> None:
    manager = contents(tmp_path, 1)
    await manager.save(text(500_000), "fits.txt")
    with pytest.raises(HTTPError) as refused:
        await manager.save(text(700_000), "large.txt")
    assert refused.value.status_code == 507
    assert "홈 폴더가 가득 찼습니다" in str(refused.value.log_message)
    assert not (tmp_path / "large.txt").exists()


async def test_a_file_that_does_not_grow_is_saved_in_a_full_home(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("y" * 900_000)
    (tmp_path / "rest").write_bytes(bytes(range(256)) * 4096)
    manager = contents(tmp_path, 1)
    await manager.save(text(800_000), "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "x" * 800_000


async def test_pieces_of_an_upload_count_together(tmp_path: Path) -> None:
    manager = contents(tmp_path, 1)
    await manager.save({**text(600_000), "chunk": 1}, "upload.txt")
    with pytest.raises(HTTPError):
        await manager.save({**text(600_000), "chunk": 2}, "upload.txt")


async def test_room_that_was_made_is_found_at_once(tmp_path: Path) -> None:
    (tmp_path / "rest").write_bytes(bytes(range(256)) * 4096)
    manager = contents(tmp_path, 1)
    with pytest.raises(HTTPError):
        await manager.save(text(500_000), "new.txt")
    (tmp_path / "rest").unlink()
    await manager.save(text(500_000), "new.txt")


def test_the_sentence_names_the_limit_and_what_to_do(tmp_path: Path) -> None:
    korean, english = full_sentence(measure(tmp_path, 2048 * MIB))
    assert "한도 2,048MiB" in korean
    assert "지워 주세요" in korean
    assert "Delete files" in english


def fill_with_empty_files(home: Path, count: int) -> None:
    for number in range(count):
        (home / f"{number}.txt").touch()


async def test_a_home_of_many_small_files_takes_no_new_one_but_a_change_of_one(
    tmp_path: Path,
) -> None:
    fill_with_empty_files(tmp_path, MIB // BYTES_FOR_EACH_FILE)
    manager = contents(tmp_path, 1)
    with pytest.raises(HTTPError) as refused:
        await manager.save(text(1), "new.txt")
    assert "파일과 폴더 128개, 한도 128개" in str(refused.value.log_message)
    with pytest.raises(HTTPError):
        await manager.save({"type": "directory"}, "new")
    await manager.save(text(1), "0.txt")
    (tmp_path / "1.txt").unlink()
    await manager.save(text(1), "new.txt")


def test_a_million_files_do_not_make_the_look_at_them_slow(tmp_path: Path) -> None:
    bound = MIB // BYTES_FOR_EACH_FILE
    fill_with_empty_files(tmp_path, 2 * bound)
    found = measure(tmp_path, MIB)
    assert bound < found.files < 2 * bound
    assert found.is_full
    assert found.is_over


@pytest.mark.slow
async def test_a_cell_runs_in_a_full_home_and_one_that_saves_is_told_what_to_do(
    running_lab: RunningLab,
) -> None:
    with (
        full_home(running_lab, "full.home.1"),
        log_in_as(running_lab, "full.home.1", PASSWORD) as learner,
    ):
        server = learner.open_server()
        assert await server.run("print(6 * 7)") == "42\n"
        said = await server.run("open('more.bin', 'wb').write(bytes(1 << 20))")
        assert "저장할 자리가 없습니다" in said
