"""A backup is whole, consistent and closed to others; a restore gives it back."""

import contextlib
import os
import socket
import sqlite3
import tarfile
from pathlib import Path

import pytest

from hub_config.backup import run_backup, run_restore, unpack
from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings, load_settings
from hub_config.state import ensure_state, hold


def settings_in(folder: Path) -> Settings:
    path = folder / "lab.toml"
    path.write_text('[lab]\nstate_dir = "v"\n', encoding="utf-8")
    return load_settings(path)


@pytest.fixture
def settings(short_path: Path) -> Settings:
    (short_path / "one").mkdir()
    made = settings_in(short_path / "one")
    ensure_state(Places(made.lab.state_dir))
    return made


@pytest.fixture
def empty(short_path: Path) -> Settings:
    (short_path / "two").mkdir()
    return settings_in(short_path / "two")


def test_a_home_comes_back_with_names_modes_links_and_times(
    settings: Settings, empty: Settings, short_path: Path
) -> None:
    home = settings.lab.state_dir / "homes" / "minji"
    (home / "내 과제").mkdir(parents=True)
    notebook = home / "내 과제" / "01 배열.ipynb"
    notebook.write_text("{}")
    notebook.chmod(0o640)
    os.utime(notebook, (1_700_000_000, 1_700_000_000))
    (home / "link").symlink_to("/etc/passwd")
    run_backup(settings, short_path / "b.tar.gz")
    run_restore(empty, short_path / "b.tar.gz")
    again = empty.lab.state_dir / "homes" / "minji"
    restored = again / "내 과제" / "01 배열.ipynb"
    assert restored.read_text() == "{}"
    assert restored.stat().st_mode & 0o777 == 0o640
    assert restored.stat().st_mtime == 1_700_000_000
    assert (again / "link").readlink() == Path("/etc/passwd")


def test_a_database_in_the_middle_of_a_write_is_copied_as_of_one_moment(
    settings: Settings, empty: Settings, short_path: Path
) -> None:
    file = settings.lab.state_dir / "hub" / "jupyterhub.sqlite"
    writer = sqlite3.connect(file)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE people (name TEXT)")
    writer.execute("INSERT INTO people VALUES ('minji')")
    writer.commit()
    writer.execute("INSERT INTO people VALUES ('half-written')")
    run_backup(settings, short_path / "b.tar.gz")
    writer.rollback()
    writer.close()
    run_restore(empty, short_path / "b.tar.gz")
    reader = sqlite3.connect(empty.lab.state_dir / "hub" / "jupyterhub.sqlite")
    assert reader.execute("SELECT name FROM people").fetchall() == [("minji",)]
    reader.close()
    assert not list((empty.lab.state_dir / "hub").glob("*-wal"))


def test_a_pipe_or_socket_in_a_home_stops_nothing(settings: Settings, short_path: Path) -> None:
    home = settings.lab.state_dir / "homes" / "minji"
    home.mkdir(parents=True)
    os.mkfifo(home / "pipe")
    os.mkfifo(home / "trap")
    (home / "trap-wal").write_text("looks like a companion of a database")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(home / "socket"))
        assert run_backup(settings, short_path / "b.tar.gz") == 0
    with tarfile.open(short_path / "b.tar.gz") as archive:
        names = archive.getnames()
    assert "homes/minji/trap-wal" in names
    assert "homes/minji/pipe" not in names


def test_what_a_start_makes_again_is_left_out(settings: Settings, short_path: Path) -> None:
    (settings.lab.state_dir / "logs" / "hub.log").write_text("long")
    (settings.lab.state_dir / "run" / "lab.lock").write_text("")
    run_backup(settings, short_path / "b.tar.gz")
    with tarfile.open(short_path / "b.tar.gz") as archive:
        names = archive.getnames()
    assert "VERSION" in names
    assert not [name for name in names if name.split("/")[0] in {"run", "logs", "cache"}]


def test_only_the_operator_reads_a_backup(settings: Settings, short_path: Path) -> None:
    run_backup(settings, short_path / "b.tar.gz")
    assert (short_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600


def test_a_backup_never_overwrites(settings: Settings, short_path: Path) -> None:
    (short_path / "b.tar.gz").write_text("precious")
    with pytest.raises(LabError, match="exists already; expected a new file"):
        run_backup(settings, short_path / "b.tar.gz")
    assert (short_path / "b.tar.gz").read_text() == "precious"


def test_a_backup_into_a_folder_that_does_not_exist_is_told(
    settings: Settings, short_path: Path
) -> None:
    with pytest.raises(LabError, match="No such file or directory"):
        run_backup(settings, short_path / "nowhere" / "b.tar.gz")


def test_there_is_nothing_to_back_up_before_the_first_start(
    empty: Settings, short_path: Path
) -> None:
    with pytest.raises(LabError, match="no lab's state; expected one to copy"):
        run_backup(empty, short_path / "b.tar.gz")


def test_a_restore_never_touches_a_state_that_is_there(
    settings: Settings, short_path: Path
) -> None:
    run_backup(settings, short_path / "b.tar.gz")
    with pytest.raises(LabError, match="is not empty; expected an empty folder"):
        run_restore(settings, short_path / "b.tar.gz")


def test_a_restore_under_a_running_lab_is_refused(settings: Settings, short_path: Path) -> None:
    run_backup(settings, short_path / "b.tar.gz")
    places = Places(settings.lab.state_dir)
    with hold(places, {"pid": 1, "hub": "here"}):  # noqa: SIM117 two steps
        with pytest.raises(LabError, match="a lab is running here"):
            run_restore(settings, short_path / "b.tar.gz")


def test_a_file_that_is_no_backup_is_refused(empty: Settings, short_path: Path) -> None:
    (short_path / "b.tar.gz").write_text("not an archive")
    with pytest.raises(LabError, match="Expected a file that `backup` wrote"):
        run_restore(empty, short_path / "b.tar.gz")


def test_a_backup_of_another_version_is_refused(empty: Settings, short_path: Path) -> None:
    version = short_path / "VERSION"
    version.write_text("0\n")
    with tarfile.open(short_path / "b.tar.gz", "w:gz") as archive:
        archive.add(version, "VERSION")
    with pytest.raises(LabError, match="holds state of version '0'; expected '1'"):
        run_restore(empty, short_path / "b.tar.gz")
    assert not empty.lab.state_dir.exists()


@pytest.mark.filterwarnings("ignore:Python 3.14 will")  # which is what stands in for an old one
@pytest.mark.parametrize("filters", [True, False], ids=["filters", "Python before 3.11.4"])
@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "link/outside"])
def test_no_member_of_an_archive_leaves_the_folder(
    short_path: Path, name: str, filters: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(short_path)
    (short_path / "victim").mkdir()
    folder = short_path / "state"
    folder.mkdir()
    with tarfile.open(short_path / "evil.tar", "w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, str(short_path / "victim")
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo(name.replace("/tmp/", f"{short_path}/victim/")))
    if not filters:
        monkeypatch.delattr(tarfile, "tar_filter", raising=False)
    with tarfile.open(short_path / "evil.tar") as archive, contextlib.suppress(tarfile.TarError):
        unpack(archive, folder)
    assert not (short_path / "outside").exists()
    assert list((short_path / "victim").iterdir()) == []
