"""A folder in the course directory in which submissions are graded before they are published.

It lies beside `autograded/`, so that publishing is a rename. It is locked while in use; what a
killed grading left behind is removed by the next one. A course is graded by one process at a time,
be it a command, formgrader or what grades at once: the next one waits.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".grading-"
LOCK = "lock"
COURSE_LOCK = ".grading.lock"


@contextmanager
def only_grading(root: Path) -> Iterator[None]:
    """Wait until nobody else grades the course, and let nobody begin meanwhile."""
    with (root / COURSE_LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def staging_folder(root: Path) -> Iterator[Path]:
    """A new folder of this grading alone, gone afterwards."""
    _remove_abandoned(root)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned(root: Path) -> None:
    for folder in root.glob(f"{PREFIX}*"):
        # A folder without its lock has only just been made; its owner is about to lock it.
        with suppress(OSError), (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
