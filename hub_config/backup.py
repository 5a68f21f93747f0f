"""`python -m hub_config backup` and `restore`: the whole state in one file, and back.

Works beside a running lab: databases are copied by SQLite's own online backup, each as of one
moment, and every file is read once into the archive. What people keep at home is copied as it is
and never opened as a database: it is theirs to have made. The archive holds the lab's secrets and
is readable by its owner only. Leaves out what a start makes again: sockets, logs, caches. Does not
copy a PostgreSQL database; it says so, and `pg_dump` does.
"""

import errno
import os
import shutil
import sqlite3
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings
from hub_config.state import STATE_VERSION, cache, explain_version, holder

_SQLITE_HEAD = b"SQLite format 3\0"
_SQLITE_COMPANIONS = ("-wal", "-shm", "-journal")
_IN_MEMORY_BYTES = 16_000_000


def run_backup(settings: Settings, file: Path | None) -> int:
    """Write the state into `file`.

    Raises:
        LabError: There is no state, the file exists already, or it cannot be written.
    """
    places = Places(settings.lab.state_dir)
    if not (places.state_dir / "VERSION").exists():
        raise LabError(
            f"{places.state_dir}: no lab's state; expected one to copy. Start the lab once, or name"
            " its settings with --config FILE."
        )
    explain_version(places)
    target = file or Path(f"lab-{datetime.now():%Y-%m-%d-%H%M%S}.tar.gz")
    if target.exists():
        raise LabError(f"{target}: exists already; expected a new file. Name another.")
    aside = target.with_name(f".{target.name}.partial")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
            count = sum(_add(archive, path, places) for path in _kept(places))
        aside.rename(target)
    except OSError as error:
        raise LabError(
            f"{target}: {error.strerror or error}. Mend that, or name another file."
        ) from None
    finally:
        aside.unlink(missing_ok=True)
    print(f"{target}: {count} files and folders, {target.stat().st_size / 1e6:.1f} MB")
    if settings.database.url:
        print("[database] url names a PostgreSQL server, which is not in it; copy that by pg_dump.")
    return 0


def run_restore(settings: Settings, file: Path) -> int:
    """Unpack `file` into the state folder, which has to be empty.

    Raises:
        LabError: The state folder is not empty, or `file` is no backup of this version.
    """
    state_dir = settings.lab.state_dir
    if who := holder(Places(state_dir)):
        raise LabError(f"{state_dir}: a lab is running here ({who}). Stop it first.")
    if state_dir.exists() and any(state_dir.iterdir()):
        raise LabError(
            f"{state_dir}: is not empty; expected an empty folder. Move it away, or set [lab] "
            "state_dir to another."
        )
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            _require_version(file, archive)
            state_dir.mkdir(parents=True, exist_ok=True)
            unpack(archive, state_dir)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise LabError(
            f"{file}: not restored: {error}. Expected a file that `backup` wrote."
        ) from None
    print(f"{state_dir}: restored from {file}")
    return 0


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Unpack into `folder` and nowhere else; what the archive says of owners holds for root only.

    Raises:
        TarError: A member would leave the folder.
    """
    if hasattr(tarfile, "tar_filter"):
        archive.extractall(folder, numeric_owner=True, filter="tar")
        return
    for member in archive:  # Python before 3.11.4 has no filters
        if not (folder / member.name).resolve().is_relative_to(folder.resolve()):
            raise tarfile.TarError(f"{member.name!r} would leave the folder")
        archive.extract(member, folder, numeric_owner=True)


def _kept(places: Places) -> Iterator[Path]:
    """Everything of the state that a start does not make again, folders before what is in them."""
    left_out = {places.run, places.logs, cache(places)}
    for folder, names, files in os.walk(places.state_dir):
        here = Path(folder)
        names[:] = sorted(name for name in names if here / name not in left_out)
        links = [name for name in names if (here / name).is_symlink()]
        yield from (here / name for name in names)
        yield from (here / name for name in sorted(files))
        names[:] = [name for name in names if name not in links]


def _add(archive: tarfile.TarFile, path: Path, places: Places) -> int:
    """Put one file into the archive; 1, or 0 where there is nothing to keep."""
    ours = not path.is_relative_to(places.homes)
    if ours and path.name.endswith(_SQLITE_COMPANIONS) and _is_database(_database_of(path)):
        return 0
    try:
        member = archive.gettarinfo(path, arcname=str(path.relative_to(places.state_dir)))
        if member is None or not (member.isreg() or member.isdir() or member.issym()):
            return 0  # a socket or a pipe that somebody left in a home
        if not member.isreg():
            archive.addfile(member)
            return 1
        # A hard link to a file that is already in the archive would be stored by name only.
        member.type, member.linkname = tarfile.REGTYPE, ""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as copy:
            if ours and _is_database(path):
                _copy_database(path, copy)
            else:
                _copy_file(path, copy)
            member.size = copy.tell()
            copy.seek(0)
            archive.addfile(member, copy)
    except FileNotFoundError:
        return 0  # removed by its owner since we looked
    return 1


def _copy_file(path: Path, copy: tempfile.SpooledTemporaryFile[bytes]) -> None:
    with _open_file(path) as file:
        shutil.copyfileobj(file, copy)


def _copy_database(path: Path, copy: tempfile.SpooledTemporaryFile[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / "database"
        source_url = f"{path.absolute().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(source_url, uri=True)) as source,
            closing(sqlite3.connect(aside)) as target,
        ):
            source.backup(target)
        _copy_file(aside, copy)


def _open_file(path: Path) -> BinaryIO:
    """Open a regular file; what was put in its place meanwhile is refused.

    Raises:
        FileNotFoundError: It is a folder or a pipe by now.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, "no regular file any more", str(path))
    return os.fdopen(descriptor, "rb")


def _is_database(path: Path) -> bool:
    try:
        with _open_file(path) as file:
            return file.read(len(_SQLITE_HEAD)) == _SQLITE_HEAD
    except OSError:
        return False


def _database_of(companion: Path) -> Path:
    return companion.with_name(companion.name.rpartition("-")[0])


def _require_version(file: Path, archive: tarfile.TarFile) -> None:
    try:
        content = archive.extractfile("VERSION")
    except KeyError:
        content = None
    found = content.read().decode(errors="replace").strip() if content else "none"
    if found != STATE_VERSION:
        raise LabError(
            f"{file}: holds state of version {found[:20]!r}; expected {STATE_VERSION!r}. "
            "Restore it with the version of the lab that wrote it."
        )
