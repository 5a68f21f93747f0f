"""Write so that a crash leaves all or nothing: sync the files, rename the folder, sync again.

The rename is the only moment at which something comes to be. Knows nothing of courses or people.
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INCOMING = "incoming"
FILES = "files"


@dataclass(frozen=True)
class Staging:
    """A folder that nobody looks into yet; `files` is its empty folder for content."""

    folder: Path

    @property
    def files(self) -> Path:
        """Where the content goes."""
        return self.folder / FILES

    def discard(self) -> None:
        """Remove it with what it holds; idempotent."""
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep_incoming(root: Path) -> int:
    """Remove what a killed service left half-written; returns how many folders that were."""
    incoming = root / INCOMING
    left_over = list(incoming.iterdir()) if incoming.exists() else []
    shutil.rmtree(incoming, ignore_errors=True)
    ensure_folder(incoming)
    return len(left_over)


def stage(root: Path) -> Staging:
    """A new staging folder on the file system of `root`, which the final place must share."""
    staging = Staging(root / INCOMING / secrets.token_hex(16))
    staging.files.mkdir(parents=True, mode=0o700)
    return staging


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write one small file down to the disk."""
    with path.open("x", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())


def replace_json(path: Path, content: Mapping[str, Any]) -> None:
    """Let a small file say something else; whoever reads it finds the old or the new."""
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    write_json(aside, content)
    aside.replace(path)
    _sync(path.parent)


def sync_tree(folder: Path) -> None:
    """Bring every file and folder under `folder`, itself included, down to the disk."""
    for current, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(current) / name)
        _sync(Path(current))


def place(staging: Staging, target: Path) -> None:
    """Give a synced staging folder its final name.

    Raises:
        OSError: The target exists, or the disk refuses; then nothing is at `target`.
    """
    _sync(staging.folder)
    # rename(2) would replace an empty folder; ours are never empty, so this refuses a second one.
    staging.folder.rename(target)
    try:
        _sync(target.parent)
    except OSError:
        target.rename(staging.folder)
        raise


def ensure_folder(path: Path) -> None:
    """Make a folder and its parents, durably."""
    if path.is_dir():
        return
    ensure_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
