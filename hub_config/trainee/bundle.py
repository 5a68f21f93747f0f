"""Files in one stream: a line of JSON that names them, then their bytes one after the other.

The format has no links, devices, modes or absolute paths by construction, and every name and size
is known before the first byte is written. Received names are checked here and nowhere trusted;
files are only ever created, inside a fresh folder of the receiver's own. Does not compress.
"""

import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from hub_config.trainee.bilingual import BilingualError

MEDIA_TYPE = "application/x-lab-bundle"
FORMAT = "lab-bundle/1"
CHUNK_BYTES = 256 * 1024
NAME_BYTES = 255  # ref: limits.h(0p), NAME_MAX
ENTRY_OVERHEAD_BYTES = 256


class BundleError(BilingualError):
    """A bundle that is not accepted; nothing of it may be kept."""


class BundleTooLarge(BundleError):
    """More bytes or files than the receiver allows."""


@dataclass(frozen=True)
class BundleLimits:
    """What a receiver accepts; names longer than `path_bytes` in UTF-8 are refused."""

    total_bytes: int
    file_count: int = 1000
    path_bytes: int = 512
    path_depth: int = 16

    @property
    def manifest_bytes(self) -> int:
        """Longest first line of a bundle."""
        # JSON may write one byte of a name as six ("\u0001"); names are refused later, not here.
        return self.file_count * (6 * self.path_bytes + ENTRY_OVERHEAD_BYTES)


@dataclass(frozen=True)
class FileEntry:
    """One file: its name relative to the assignment's folder ("/" between parts, NFC)."""

    path: str
    size_bytes: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """As manifests and receipts spell it."""
        return {"path": self.path, "size_bytes": self.size_bytes, "sha256": self.sha256}


@dataclass(frozen=True)
class OutgoingFile:
    """A file to be sent; `source` may spell the name in NFD where `entry.path` is NFC."""

    entry: FileEntry
    source: Path


def clean_path(name: object, limits: BundleLimits) -> str:
    """The name in NFC, once it is known to stay inside its folder.

    Raises:
        BundleError: Absolute, empty, `.` or `..` parts, control characters, not UTF-8, too long.
    """
    if not isinstance(name, str) or not name:
        raise BundleError("이름이 없는 파일이 있습니다.", "A file has no name.")
    path = unicodedata.normalize("NFC", name)
    shown = ascii(path)[:80]
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in path):
        raise BundleError(
            f"파일 이름에 쓸 수 없는 글자가 있습니다: {shown}. 이름을 바꿔 주세요.",
            f"File name {shown} holds a control character or is not UTF-8. Rename it.",
        )
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise BundleError(
            f"과제 폴더 밖을 가리키는 이름은 받을 수 없습니다: {shown}",
            f"File name {shown} must be relative and stay inside the assignment's folder.",
        )
    if (
        len(path.encode()) > limits.path_bytes
        or len(parts) > limits.path_depth
        or any(len(part.encode()) > NAME_BYTES for part in parts)
    ):
        raise BundleError(
            f"파일 이름이 너무 깁니다: {shown}. 짧게 바꿔 주세요.",
            f"File name {shown} is too long or too deep; at most {limits.path_bytes} bytes and "
            f"{limits.path_depth} folders. Shorten it.",
        )
    return path


def check_entries(entries: Sequence[FileEntry], limits: BundleLimits) -> None:
    """Refuse what the limits forbid, two files of one name, and a file that is also a folder.

    Raises:
        BundleTooLarge: Too many files or bytes.
        BundleError: Names that clash.
    """
    if len(entries) > limits.file_count:
        raise BundleTooLarge(
            f"파일이 {len(entries)}개입니다. {limits.file_count}개까지 받을 수 있습니다.",
            f"{len(entries)} files; at most {limits.file_count} are accepted.",
        )
    total_bytes = sum(entry.size_bytes for entry in entries)
    if total_bytes > limits.total_bytes:
        raise BundleTooLarge(
            f"파일 크기의 합이 {megabytes(total_bytes)} MB입니다. "
            f"{megabytes(limits.total_bytes)} MB까지 받을 수 있으니 "
            "큰 파일을 지우고 다시 해 주세요.",
            f"{megabytes(total_bytes)} MB in all; at most {megabytes(limits.total_bytes)} MB are "
            "accepted. Remove large files and try again.",
        )
    names = [entry.path for entry in entries]
    folders = {"/".join(parts[:n]) for parts in map(_parts, names) for n in range(1, len(parts))}
    if len(set(names)) != len(names) or folders & set(names):
        raise BundleError(
            "이름이 같은 파일이 두 개 있습니다. 하나의 이름을 바꿔 주세요.",
            "Two files have the same name (after Unicode normalisation). Rename one.",
        )


def megabytes(size_bytes: int) -> str:
    """Millions of bytes, for people."""
    return f"{size_bytes / 1_000_000:.1f}"


def _parts(path: str) -> list[str]:
    return path.split("/")


def manifest_line(entries: Iterable[FileEntry]) -> bytes:
    """The first line of a bundle."""
    manifest = {"format": FORMAT, "files": [entry.as_json() for entry in entries]}
    return json.dumps(manifest, ensure_ascii=False).encode() + b"\n"


def read_manifest(line: bytes, limits: BundleLimits) -> tuple[FileEntry, ...]:
    """The checked entries of a received first line.

    Raises:
        BundleError: Not a manifest, or `clean_path` or `check_entries` refuse it.
    """
    try:
        manifest = json.loads(line)
        _expect_format(manifest)
        entries = tuple(_read_entry(item, limits) for item in manifest["files"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BundleError(
            "받은 목록을 읽을 수 없습니다.", "The list of files is not readable."
        ) from None
    check_entries(entries, limits)
    return entries


def _expect_format(manifest: Any) -> None:
    if manifest["format"] != FORMAT:
        raise ValueError("format")


def _read_entry(item: Any, limits: BundleLimits) -> FileEntry:
    size_bytes, sha256 = item["size_bytes"], item["sha256"]
    if type(size_bytes) is not int or size_bytes < 0:
        raise ValueError("size")
    if not isinstance(sha256, str) or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError("sha256")
    return FileEntry(clean_path(item["path"], limits), size_bytes, sha256)


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


class ChangedWhileSending(BundleError):
    """The bytes are not those of the list: a file was saved meanwhile, or they were damaged."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"보내는 동안 파일이 바뀌었습니다: {path}. 저장이 끝난 뒤 다시 해 주세요.",
            f"{path} changed while it was being sent. Save it and try again.",
        )


class BundleReceiver:
    """Writes a bundle that arrives in pieces into `folder`, which must be new and empty."""

    def __init__(self, folder: Path, limits: BundleLimits) -> None:
        self._folder = folder
        self._limits = limits
        self._line = bytearray()
        self._entries: tuple[FileEntry, ...] | None = None
        self._next = 0
        self._file: FileIO | None = None
        self._left = 0
        self._digest = hashlib.sha256()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            BundleTooLarge: Its list is longer than the limits allow.
            BundleError: The bundle is refused.
        """
        view = memoryview(chunk)
        if self._entries is None:
            end = chunk.find(b"\n")
            self._line += chunk if end < 0 else chunk[:end]
            if len(self._line) > self._limits.manifest_bytes:
                raise BundleTooLarge("파일 목록이 너무 깁니다.", "The list of files is too long.")
            if end < 0:
                return
            self._entries = read_manifest(bytes(self._line), self._limits)
            view = view[end + 1 :]
            self._open_next()
        while view:
            if self._file is None:
                raise BundleError(
                    "목록보다 많은 내용이 왔습니다.", "More bytes arrived than the list names."
                )
            piece = view[: self._left]
            self._file.write(piece)
            self._digest.update(piece)
            self._left -= len(piece)
            view = view[len(piece) :]
            if not self._left:
                self._close_current()
                self._open_next()

    def finish(self) -> tuple[FileEntry, ...]:
        """The files that are now complete in the folder.

        Raises:
            BundleError: Bytes are missing.
        """
        if self._entries is None or self._file is not None:
            raise BundleError(
                "내용이 끝까지 오지 않았습니다. 다시 보내 주세요.",
                "The bundle ended early. Send it again.",
            )
        return self._entries

    def close(self) -> None:
        """Let go of an unfinished file; idempotent."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def _open_next(self) -> None:
        assert self._entries is not None
        while self._file is None and self._next < len(self._entries):
            entry = self._entries[self._next]
            target = self._folder.joinpath(*_parts(entry.path))
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            self._file = FileIO(descriptor, "wb")
            self._left = entry.size_bytes
            self._digest = hashlib.sha256()
            self._next += 1
            if not self._left:
                self._close_current()

    def _close_current(self) -> None:
        assert self._entries is not None
        entry = self._entries[self._next - 1]
        self.close()
        if self._digest.hexdigest() != entry.sha256:
            raise ChangedWhileSending(entry.path)
