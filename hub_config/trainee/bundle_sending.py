"""Send a bundle: which files of a folder, their hashes, and the stream of their bytes.

Reads regular files only; links and special files are left out and said to be, never followed. A
file that changes while it is sent is an error for the sender, not a wrong file at the receiver.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from hub_config.trainee.bundle import (
    CHUNK_BYTES,
    BundleLimits,
    ChangedWhileSending,
    FileEntry,
    check_entries,
    clean_path,
    manifest_line,
)


@dataclass(frozen=True)
class OutgoingFile:
    """A file to be sent; `source` may spell the name in NFD where `entry.path` is NFC."""

    entry: FileEntry
    source: Path


def read_folder(
    folder: Path,
    limits: BundleLimits,
    ignored: Callable[[str, list[str]], Iterable[str]] = lambda _folder, _names: (),
) -> tuple[tuple[OutgoingFile, ...], tuple[Path, ...]]:
    """Hash what would be sent of `folder`.

    Args:
        folder: Where to look. Links and special files are never followed or sent.
        limits: What the receiver accepts; sizes are compared before anything is read.
        ignored: As `shutil.copytree`'s: names of one folder that stay behind.

    Returns:
        The files in order of name, and the links and special files that were left out.

    Raises:
        BundleError: `clean_path` or `check_entries` refuse it.
    """  # noqa: DOC502
    found: list[tuple[str, Path, int]] = []
    left_out: list[Path] = []
    for current, folders, names in os.walk(folder):
        here = Path(current)
        skip = set(ignored(current, [*folders, *names]))
        for name in [*folders, *names]:
            status = (here / name).lstat()
            if name in skip or (name in folders and stat.S_ISDIR(status.st_mode)):
                continue
            if not stat.S_ISREG(status.st_mode):
                left_out.append(here / name)
                continue
            path = clean_path((here / name).relative_to(folder).as_posix(), limits)
            found.append((path, here / name, status.st_size))
        folders[:] = [name for name in folders if name not in skip]
    found.sort()
    check_entries([FileEntry(path, size, "") for path, _, size in found], limits)
    files = tuple(OutgoingFile(_hash_file(path, source), source) for path, source, _ in found)
    return files, tuple(left_out)


def _hash_file(path: str, source: Path) -> FileEntry:
    with _open_regular(source) as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return FileEntry(path, stream.tell(), digest.hexdigest())


def _open_regular(source: Path) -> BufferedReader:
    return os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")


def bundle_length(entries: Sequence[FileEntry]) -> int:
    """Bytes of the whole bundle."""
    return len(manifest_line(entries)) + sum(entry.size_bytes for entry in entries)


def bundle_chunks(files: Sequence[OutgoingFile]) -> Generator[bytes, None, None]:
    """The bundle in pieces of at most `CHUNK_BYTES`; close it where it is not read to its end.

    Raises:
        ChangedWhileSending: A file shrank since it was hashed (the receiver finds other changes).
    """
    yield manifest_line([file.entry for file in files])
    for file in files:
        left = file.entry.size_bytes
        with _open_regular(file.source) as stream:
            while left:
                chunk = stream.read(min(left, CHUNK_BYTES))
                if not chunk:
                    raise ChangedWhileSending(file.entry.path)
                left -= len(chunk)
                yield chunk
