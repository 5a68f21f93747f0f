"""What the store keeps, as frozen data, and how it is read back from a folder.

Reads one folder at a time and believes what it finds: only the store writes there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hub_config.exchange.files import FILES
from hub_config.trainee.bundle import FileEntry
from hub_config.trainee.bundle_sending import OutgoingFile


@dataclass(frozen=True)
class Attempt:
    """One accepted submission."""

    id: str
    course: str
    assignment: str
    trainee: str
    number: int
    received_at: datetime
    files: tuple[FileEntry, ...]
    receipt: Mapping[str, Any]
    folder: Path

    @property
    def size_bytes(self) -> int:
        """All its files together."""
        return sum(entry.size_bytes for entry in self.files)


@dataclass(frozen=True)
class Publication:
    """A released assignment, or the feedback on one attempt; a newer version replaces it.

    `subject` is the assignment's name, or the attempt's id.
    """

    kind: str
    course: str
    subject: str
    version: int
    published_at: datetime
    published_by: str
    files: tuple[FileEntry, ...]
    folder: Path


def content(kept: Attempt | Publication) -> tuple[OutgoingFile, ...]:
    """The files of something kept, ready to be sent."""
    files = kept.folder / FILES
    return tuple(OutgoingFile(entry, files / entry.path) for entry in kept.files)


def read_json(path: Path) -> dict[str, Any]:
    """One JSON object.

    Raises:
        TypeError: It is something else.
    """
    value = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(value, dict):
        raise TypeError("expected a JSON object")
    return value


def _read_files(items: Sequence[Mapping[str, Any]]) -> tuple[FileEntry, ...]:
    return tuple(FileEntry(item["path"], item["size_bytes"], item["sha256"]) for item in items)


def read_attempt(receipt: Mapping[str, Any], folder: Path) -> Attempt:
    """The attempt that a receipt in `folder` describes."""
    return Attempt(
        id=receipt["receipt"],
        course=receipt["course"],
        assignment=receipt["assignment"],
        trainee=receipt["trainee"],
        number=receipt["attempt"],
        received_at=datetime.fromisoformat(receipt["received_at"]),
        files=_read_files(receipt["files"]),
        receipt=receipt,
        folder=folder,
    )


def read_publication(kind: str, meta: Mapping[str, Any], folder: Path) -> Publication:
    """The release or feedback that a `meta.json` in `folder` describes."""
    return Publication(
        kind=kind,
        course=meta["course"],
        subject=meta["subject"],
        version=meta["version"],
        published_at=datetime.fromisoformat(meta["published_at"]),
        published_by=meta["published_by"],
        files=_read_files(meta["files"]),
        folder=folder,
    )
