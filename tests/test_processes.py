"""What is read of a process from /proc is true."""

import mmap
import os
from pathlib import Path

from sandbox import processes

SIZE = 64 * 2**20
LEAST, MOST = SIZE * 3 // 4, SIZE // 4


def test_a_process_has_what_it_wrote_for_its_own_and_not_what_it_maps(tmp_path: Path) -> None:
    file = tmp_path / "library"
    file.write_bytes(bytes(SIZE))
    before = processes.own_bytes([os.getpid()])
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        assert not any(mapped[:: mmap.PAGESIZE])
        assert processes.own_bytes([os.getpid()]) - before < MOST
    # Fresh pages: what malloc gives may be what somebody has used and freed.
    with mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as written:
        for place in range(0, SIZE, mmap.PAGESIZE):
            written[place] = 1
        assert processes.own_bytes([os.getpid()]) - before > LEAST


def test_a_process_that_has_ended_has_nothing() -> None:
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    assert processes.own_bytes([child]) == 0
