"""Have the code that forks of this process will run lie together.

To call a function is to count a reference in its code, and so to copy the page on which that lies.
What was imported lies module by module, and few functions of a module are ever called: a fork
copies a page for nearly each of them. So a fork plays a part once and notes what it ran, and its
parent gives each of these functions a copy of its own code, one beside the other. Functions and
what they do stay the same. A part that fails costs nothing but that.
"""

import contextlib
import ctypes
import gc
import os
import select
import signal
import sys
import tempfile
import threading
import traceback
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType

from sandbox.gaps import fill_gaps

Part = Callable[[Path, Callable[[], None]], None]
_PR_SET_PDEATHSIG = 1  # ref: linux/prctl.h
# torch notes at some functions' code that its compiler is to leave them alone; a copy forgets that.
_KEPT_AS_IT_IS = ("torch", "torchgen")
_originals: list[CodeType] = []  # to free them would leave gaps among what all share


def lay_together(addresses: Sequence[int]) -> int:
    """Give the functions whose code lies at `addresses` copies of it, side by side in this order.

    Returns:
        How many codes were copied.
    """
    fill_gaps()  # or each copy would lie in one
    wanted = set(addresses)
    functions: dict[int, list[FunctionType]] = {}
    codes: dict[int, CodeType] = {}
    gc.unfreeze()
    for function in gc.get_objects():
        if type(function) is FunctionType and _may_move(function):
            for code in _with_inner(function.__code__):
                if id(code) in wanted:
                    codes[id(code)] = code
            functions.setdefault(id(function.__code__), []).append(function)
    copies: dict[int, CodeType] = {}
    for address in addresses:
        if address in codes:
            copy = _copied(codes[address], codes, copies)
            for function in functions.get(address, ()):
                function.__code__ = copy
    _originals.extend(codes.values())
    gc.freeze()
    return len(copies)


def _may_move(function: FunctionType) -> bool:
    return str(function.__module__).partition(".")[0] not in _KEPT_AS_IT_IS


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _with_inner(constant)


def _copied(
    code: CodeType, wanted: Mapping[int, CodeType], copies: dict[int, CodeType]
) -> CodeType:
    """The one copy of `code`, in which functions that it defines have their copies, too."""
    if id(code) not in copies:
        constants = tuple(
            _copied(constant, wanted, copies) if id(constant) in wanted else constant
            for constant in code.co_consts
        )
        copies[id(code)] = code.replace(co_consts=constants)
    return copies[id(code)]


def addresses_run(part: Part, seconds: float) -> list[int]:
    """Where the code lies that a fork of this process runs when it plays `part`.

    Args:
        part: Called in a fork, with a folder of its own that is removed afterwards, and a function
            to be called in each process whose code is to be noted; its own forks are noted too.
        seconds: After so long the fork is killed; what was noted by then counts.

    Returns:
        In the order in which it ran first, process by process; empty where there is no fork.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        notes = folder / "notes"
        notes.mkdir()
        child = os.fork()
        if child == 0:
            _play_and_exit(part, folder, notes)
        _see_to_end(child, seconds)
        found: dict[int, None] = {}
        for note in sorted(notes.iterdir(), key=lambda note: -note.stat().st_size):
            data = note.read_bytes()
            found.update(dict.fromkeys(array("Q", data[: len(data) // 8 * 8])))
        return list(found)


def _play_and_exit(part: Part, folder: Path, notes: Path) -> None:
    status = 1
    try:
        os.setsid()
        die_with_parent()
        part(folder, lambda: _note_all(notes))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stderr.flush()
        os._exit(status)


def die_with_parent() -> None:
    """Have this process killed when its parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _see_to_end(child: int, seconds: float) -> None:
    process = os.pidfd_open(child)
    try:
        if not select.select([process], [], [], seconds)[0]:
            signal.pidfd_send_signal(process, signal.SIGKILL)
        os.waitpid(child, 0)
    finally:
        os.close(process)


def _note_all(notes: Path) -> None:
    """Note each code that begins to run in this process and its forks, once for each process."""
    seen: dict[int, set[int]] = {}

    def note(frame: FrameType, event: str, argument: object) -> None:
        process, address = os.getpid(), id(frame.f_code)
        known = seen.setdefault(process, set())
        if address not in known:
            known.add(address)
            # Opened each time, because a fork closes all that it has inherited.
            name = f"{notes}/{process}"
            with contextlib.suppress(OSError):
                file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                os.write(file, address.to_bytes(8, sys.byteorder))
                os.close(file)

    threading.settrace(note)
    sys.settrace(note)
