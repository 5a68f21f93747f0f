"""Folders in the machine's temporary folder that leave nothing behind, also when we are killed.

Each is locked as long as it is used. What a killed process left is removed by the next grader of
the same user (`sweep`), and nothing else is: not what is locked, another user's, or no folder.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Self

PREFIXES = ("lab-run-", "lab-template-", "lab-runner-", "lab-out-")
MADE_SECONDS = 60.0  # in which whoever has made a folder has surely locked it


class OwnFolder:
    """A new folder, 0700, until `remove` or the end of the context."""

    def __init__(self, prefix: str) -> None:
        assert prefix in PREFIXES
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self._lock = _open_folder(self.path)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def remove(self) -> None:
        """Remove it with all that is in it; once is enough."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
        self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def sweep() -> None:
    """Remove what killed processes of this user have left behind."""
    root = Path(tempfile.gettempdir())
    for folder in [path for prefix in PREFIXES for path in root.glob(f"{prefix}*")]:
        with contextlib.suppress(OSError):  # a link, another user's, gone meanwhile, or in use
            _sweep(folder)


def _sweep(folder: Path) -> None:
    lock = _open_folder(folder)
    try:
        found = os.fstat(lock)
        if found.st_uid == os.geteuid() and found.st_mtime < time.time() - MADE_SECONDS:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _open_folder(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
