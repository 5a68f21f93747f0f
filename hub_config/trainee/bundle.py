"""Files in one stream: a line of JSON that names them, then their bytes one after the other.

The format has no links, devices, modes or absolute paths by construction, and every name and size
is known before the first byte is written. Received names are checked here and nowhere trusted;
`bundle_sending` reads files and `bundle_receiving` writes them. Does not compress.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


class ChangedWhileSending(BundleError):
    """The bytes are not those of the list: a file was saved meanwhile, or they were damaged."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"보내는 동안 파일이 바뀌었습니다: {path}. 저장이 끝난 뒤 다시 해 주세요.",
            f"{path} changed while it was being sent. Save it and try again.",
        )


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
    folders = {
        "/".join(parts[:n]) for parts in map(path_parts, names) for n in range(1, len(parts))
    }
    if len(set(names)) != len(names) or folders & set(names):
        raise BundleError(
            "이름이 같은 파일이 두 개 있습니다. 하나의 이름을 바꿔 주세요.",
            "Two files have the same name (after Unicode normalisation). Rename one.",
        )


def megabytes(size_bytes: int) -> str:
    """Millions of bytes, for people."""
    return f"{size_bytes / 1_000_000:.1f}"


def path_parts(path: str) -> list[str]:
    """The folders and the name of a path in a bundle."""
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
