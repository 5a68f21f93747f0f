"""Have this process's own memory in pages of 2 MiB, so that its forks have little to copy.

A fork copies an entry for each page, and a template has 100,000 of 4 KiB. What a child writes to
is still copied in pages of 4 KiB. A kernel that cannot do this, or not for a part, leaves the
memory as it is. Changes no byte of it.
"""

import contextlib
import ctypes
from collections.abc import Iterator
from pathlib import Path

_HUGE_BYTES = 2 * 1024 * 1024
_MADV_COLLAPSE = 25  # ref: madvise(2), since Linux 6.1; older ones answer EINVAL


def use_huge_pages() -> int:
    """Ask for it once, for what is there now; returns how many huge pages were granted."""
    library = ctypes.CDLL(None)
    size = ctypes.c_size_t(_HUGE_BYTES)
    granted = 0
    for first, end in _own_memory():
        for address in range(-(-first // _HUGE_BYTES) * _HUGE_BYTES, end, _HUGE_BYTES):
            if address + _HUGE_BYTES <= end:
                answer = library.madvise(ctypes.c_void_p(address), size, _MADV_COLLAPSE)
                granted += answer == 0
    return granted


def _own_memory() -> Iterator[tuple[int, int]]:
    """What is writable, private and no file's: from where to where (proc(5), maps)."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            span, rights, _, _, inode, *_ = line.split()
            if rights == "rw-p" and inode == "0":
                first, _, end = span.partition("-")
                yield int(first, 16), int(end, 16)
