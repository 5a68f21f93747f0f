"""End what goes on filling a home beyond its bound, whatever code it is.

No file system's quota is asked for, so this is weaker than one: it looks as often as JupyterHub
asks whether a server runs, half a minute, and code may have written much by then. Only what still
grows is ended, and never the server: who opens a terminal and deletes files is left alone.
"""

from pathlib import Path

from hub_config.trainee.home_size import Home, measure
from sandbox.handle import Sandbox


class HomeWatch:
    """One person's home from look to look."""

    def __init__(self, home: Path, limit_bytes: int) -> None:
        self._home = home
        self._limit_bytes = limit_bytes
        self._before: Home | None = None

    def look(self, sandbox: Sandbox) -> bool:
        """Whether kernels and terminals were ended, because the home is over its bound and grew."""
        before, now = self._before, measure(self._home, self._limit_bytes)
        self._before = now
        if before is None or not now.is_over or not _grew(before, now):
            return False
        sandbox.end_all_but_command()
        return True


def _grew(before: Home, now: Home) -> bool:
    # Beyond its bound the count of files stops, so equal may be more.
    many = now.files > now.limit_files and now.files >= before.files
    return many or now.used_bytes > before.used_bytes
