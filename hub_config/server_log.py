"""The log of one server's start: what it said until it answered.

Lies outside of its sandbox. Of what a server says later nothing is kept here.
"""

from pathlib import Path
from typing import IO

from hub_config.places import Places

_TAIL_BYTES = 4000


def log_file(places: Places, slug: str) -> Path:
    """What a server said until it answered."""
    return places.logs / "servers" / f"{slug}.log"


def open_log(places: Places, slug: str) -> IO[bytes]:
    """The log of one start; the server closes it when it is up, so that it cannot grow."""
    path = log_file(places, slug)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.open("wb")


def read_tail(path: Path) -> str:
    """The last lines of a log."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return file.read().decode(errors="replace")
