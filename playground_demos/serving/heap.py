"""Hold no more memory than is used, as far as glibc's malloc can be told.

glibc gives each thread a heap of its own and keeps freed memory between blocks that are still used,
so a process whose answers and pages come and go grows to the sum of its threads' busiest moments,
though it holds no more than before. Does nothing with another C library, and frees no object.
"""

import ctypes
from typing import Any

M_ARENA_MAX = -8  # ref: mallopt(3)


def use_one() -> None:
    """Have all threads that begin from now on share one heap: call it before the first."""
    _call("mallopt", M_ARENA_MAX, 1)


def give_back() -> None:
    """Return free pages to the system; takes some milliseconds."""
    _call("malloc_trim", 0)


def _call(name: str, *numbers: int) -> None:
    library: Any = ctypes.CDLL(None)
    function = getattr(library, name, None)
    if function is not None:
        function(*numbers)
