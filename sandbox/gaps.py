"""Have what a fork makes lie together, in memory of its own, and not between what all share.

Python puts a small object where another of its size was freed, and a template that has loaded much
has thousands of such gaps, each on another page: a child that fills them copies all of these. So
the template fills them first, and forgets which methods it looked up last: a child that looks up
others counts a reference less for each name. Changes nothing that a program could see.
"""

import contextlib
import itertools
import sys
from collections.abc import Callable, Iterator

# ref: CPython's Objects/obmalloc.c: blocks of 16, 32 ... 512 bytes, each size in pools of its own.
_STEP_BYTES, _LARGEST_BYTES = 16, 512
_POOL_BYTES = 16 * 1024
# So many in a row are new ones; one alone may be an old one that is nearly empty.
_NEW_POOLS = 8
_BYTES_HEAD = sys.getsizeof(b"")
# Another allocator may put nothing side by side; then this much of each size has to do.
_MOST_BYTES = 4 * 1024 * 1024
_fillers: list[object] = []  # for the rest of this process, and of all that are forked off it


def fill_gaps() -> int:
    """To be called last, when nothing more is freed; returns how many bytes were filled."""
    with contextlib.suppress(AttributeError):  # Python 3.13 deprecates it
        sys._clear_type_cache()  # and so frees the last names of what is gone: before the gaps
    return sum(map(_fill, range(_STEP_BYTES, _LARGEST_BYTES + 1, _STEP_BYTES)))


def _fill(size: int) -> int:
    """Take blocks of `size` bytes until several pools' worth of them lies side by side."""
    make = _maker(size)
    together: list[list[object]] = []
    filled = 0
    while len(together) < _NEW_POOLS and filled < _MOST_BYTES:
        blocks = [make() for _ in range(_POOL_BYTES // size - 1)]
        if _jumps(blocks, size) <= 2:  # one is from the pool that was begun to the new one
            together.append(blocks)
            continue
        _fillers.extend((*together, blocks))
        filled += sum(map(len, (*together, blocks))) * size
        together.clear()
    return filled


def _jumps(blocks: list[object], size: int) -> int:
    places = itertools.pairwise(sorted(map(id, blocks)))
    return sum(after - before != size for before, after in places)


def _maker(size: int) -> Callable[[], object]:
    """What makes objects of this size, each a new one, that hold no others."""
    if size == _STEP_BYTES:
        return object
    if size == 2 * _STEP_BYTES:
        numbers: Iterator[int] = itertools.count(1 << 20)  # smaller ones are kept by Python
        return lambda: next(numbers)
    return lambda: bytes(size - _BYTES_HEAD)
