"""Take a submission out of its folder, without trusting anything in it.

A snapshot holds regular files only: links, pipes and devices are left out and noted, and so are the
largest files when the whole is too large. What was not copied is never opened again. What we may
not read is our fault and ends the copy: nobody loses points by the rights of a file. Does not
decide what a missing file costs.
"""

import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MIB = 1024 * 1024
COPY_BYTES = 1 * MIB
SMALL_FILE_BYTES = 4096
DEEPEST_FOLDER = 32
MOST_NAMED = 20
# Within the submission; the other half of what Linux takes is for the course's own folders.
LONGEST_PATH_BYTES = 2048
# A link, a device without a driver, gone since it was listed, or a path that no call takes.
_NO_FILE = {errno.ELOOP, errno.ENXIO, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Letters that have those around them shown in another order."""


@dataclass(frozen=True)
class Snapshot:
    """A copy of a submission; `left_out` and `too_large` name files relative to its folder."""

    folder: Path
    left_out: tuple[str, ...] = ()
    too_large: tuple[str, ...] = ()
    bytes: int = 0


def take_snapshot(source: Path, target: Path, *, max_bytes: int, max_files: int) -> Snapshot:
    """Copy the regular files of `source` to `target`, which is created.

    Raises:
        OSError: Something in `source` may not be read, or nothing can be written.
    """  # noqa: DOC502
    target.mkdir(parents=True)
    sizes: dict[str, int] = {}
    left_out: list[str] = []
    for parent, folders, names, parent_fd in os.fwalk(
        source, onerror=_raise, follow_symlinks=False
    ):
        inside = Path(parent).relative_to(source)
        if len(inside.parts) >= DEEPEST_FOLDER:
            # Each level takes a descriptor and a call of ours.
            left_out += [str(inside / name) for name in folders]
            folders.clear()
        for name in [*names, *folders]:
            path = str(inside / name)
            status = os.stat(name, dir_fd=parent_fd, follow_symlinks=False)
            if not _is_printable(path):
                left_out.append(printable(path))
            elif len(path.encode()) > LONGEST_PATH_BYTES:
                left_out.append(path)
            elif stat.S_ISREG(status.st_mode):
                sizes[path] = status.st_size
            elif not stat.S_ISDIR(status.st_mode):
                left_out.append(path)
    too_large = _over_limits(sizes, max_bytes, max_files)
    copied = 0
    for path in sorted(sizes.keys() - set(too_large)):
        size = _copy(source / path, target / path, sizes[path])
        if size is None:
            left_out.append(path)
        else:
            copied += size
    return Snapshot(target, tuple(sorted(left_out)), tuple(too_large), copied)


def make_room(folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Remove what stands in a snapshot where each of `files` belongs, and is no file; its names."""
    removed: list[str] = []
    for name in files:
        for part in (*reversed(PurePosixPath(name).parents), PurePosixPath(name)):
            place = folder / part
            if str(part) == name and place.is_dir():
                shutil.rmtree(place)
                removed.append(name)
            elif str(part) != name and place.is_file():
                place.unlink()
                removed.append(str(part))
    return tuple(removed)


def read_small_file(path: Path) -> str | None:
    """The text of a small regular file, None for anything else."""
    content = read_regular_file(path, SMALL_FILE_BYTES)
    return None if content is None else content.decode("utf-8", "replace")


def read_regular_file(path: Path, most_bytes: int) -> bytes | None:
    """The first bytes of a regular file that somebody else may have put there, else None."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most_bytes)


def _over_limits(sizes: dict[str, int], max_bytes: int, max_files: int) -> list[str]:
    """The files to leave out, largest first; among equals, notebooks stay longest."""
    order = sorted(sizes, key=lambda path: (sizes[path], not path.endswith(".ipynb")), reverse=True)
    total = sum(sizes.values())
    dropped: list[str] = []
    for path in order:
        if total <= max_bytes:
            break
        total -= sizes[path]
        dropped.append(path)
    kept = [path for path in order if path not in set(dropped)]
    kept.sort(key=lambda path: (not path.endswith((".ipynb", ".txt")), path))
    return dropped + kept[max_files:]


def _copy(source: Path, target: Path, size: int) -> int | None:
    """Copy at most `size` bytes; None if `source` is no regular file any more.

    Raises:
        OSError: It may not be read, or the copy not be written.
    """
    try:
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        target.parent.mkdir(parents=True, exist_ok=True)
        copied = 0
        with target.open("wb") as copy:
            while copied < size and (part := file.read(min(COPY_BYTES, size - copied))):
                copied += copy.write(part)
    return copied


def name_some(names: Sequence[str], what: str) -> list[str]:
    """A note on each of the first of `names`, and one on how many more there are.

    A note on each of a hundred thousand would hide the rest of the class.
    """
    more = len(names) - MOST_NAMED
    notes = [f"{name}{what}" for name in names[:MOST_NAMED]]
    return [*notes, f"{more} more like {names[0]}{what}"] if more > 0 else notes


def _raise(error: OSError) -> None:
    raise error


def _is_printable(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return path == printable(path)


def printable(text: str) -> str:
    """`text` without what a terminal or a table would obey."""
    known = text.encode("utf-8", "replace").decode()
    return "".join(
        "?" if unicodedata.category(letter) == "Cc" or letter in _TURNING else letter
        for letter in known
    )
