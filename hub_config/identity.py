"""A numeric user id for each person and each course, given once and never again to another.

The table outlives the people in it: files that somebody left behind never become a newcomer's.
Makes homes and hands them over; does not make Unix accounts, nothing in /etc changes.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from courses.course import LESSONS_LINK
from hub_config.errors import LabError
from hub_config.places import INSIDE_COURSES, Places
from sandbox.spec import Identity


def person_key(name: str) -> str:
    """The table's key of a person."""
    return f"person/{name}"


def course_key(course_id: str) -> str:
    """The table's key of a course."""
    return f"course/{course_id}"


def ensure_identity(places: Places, first_uid: int, key: str) -> Identity | None:
    """The identity that belongs to `key`, for ever.

    A damaged table is a `LabError`: guessing would hand one person's files to another.

    Returns:
        None where the lab does not run as root: everything keeps the operator's own uid then.
    """
    if os.geteuid() != 0:
        return None
    path = places.hub / "identities.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.with_suffix(".lock")):
        uids = _read(path)
        if key not in uids:
            uids[key] = max([first_uid - 1, *uids.values()]) + 1
            _write(path, uids)
    return Identity(uid=uids[key], gid=uids[key])


def ensure_home(places: Places, person: str, identity: Identity | None) -> Path:
    """The person's folder, readable by nobody else, with a link to the lessons in it."""
    places.homes.mkdir(mode=0o711, parents=True, exist_ok=True)
    home = ensure_own_folder(places.home(person), identity)
    # symlink() never follows what already lies there, and a trainee may put there what they like.
    # A home without room for it opens all the same.
    with suppress(OSError):
        link = home / LESSONS_LINK
        link.symlink_to(INSIDE_COURSES)
        if identity is not None:
            os.lchown(link, identity.uid, identity.gid)
    return home


def ensure_own_folder(folder: Path, identity: Identity | None) -> Path:
    """`folder` with mode 0700, owned by `identity`; its parent belongs to the operator.

    Raises:
        LabError: Something that is no folder lies there.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if folder.is_symlink() or not folder.is_dir():
        raise LabError(f"{folder}: expected a folder, found something else. Move it away.")
    if identity is not None and folder.stat().st_uid != identity.uid:
        os.lchown(folder, identity.uid, identity.gid)
    folder.chmod(0o700)
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> dict[str, int]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise LabError(f"{path}: the table of user ids is damaged ({error}). {_CURE}") from None
    if not isinstance(table, dict) or not all(type(uid) is int for uid in table.values()):
        raise LabError(f"{path}: expected a table of user ids. {_CURE}")
    if len(set(table.values())) != len(table):
        raise LabError(f"{path}: one user id is given to two names. {_CURE}")
    return table


_CURE = "Restore it from a backup; the owners of the folders in homes/ tell what was in it."


def _write(path: Path, uids: dict[str, int]) -> None:
    aside = path.with_suffix(".new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(uids, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    aside.chmod(0o600)
    aside.replace(path)
