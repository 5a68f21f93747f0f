"""Receive a bundle that arrives in pieces.

Files are only ever created, inside a fresh folder of the receiver's own, under names that
`bundle` has checked; a bundle that is refused half-way leaves what came before for its caller to
take away.
"""

import hashlib
import os
from io import FileIO
from pathlib import Path

from hub_config.trainee.bundle import (
    BundleError,
    BundleLimits,
    BundleTooLarge,
    ChangedWhileSending,
    FileEntry,
    path_parts,
    read_manifest,
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
            target = self._folder.joinpath(*path_parts(entry.path))
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
