"""Which limit of the sandbox ended a cell or a kernel, and the sentence that a trainee reads.

The kernel of the machine counts what it refused and whom it killed for memory; its counters for
this sandbox alone are shown here, read-only. Nothing is inferred where they are missing but what
is said to be a guess. Enforces nothing.
"""

import errno
import re
from dataclasses import dataclass
from pathlib import Path

from hub_config.trainee.home_size import Home, full_sentence

COUNTERS = Path("/run/lab/limits")
# Files that hold a counter, and its name there: control groups of version 2, then of version 1.
_MEMORY_KILLS = (("memory/memory.events", "oom_kill"), ("memory/memory.oom_control", "oom_kill"))
_REFUSED_PROCESSES = (("pids/pids.events", "max"),)
_NO_THREAD = "can't start new thread"


@dataclass(frozen=True)
class Bounds:
    """What the sandbox may use."""

    memory_mib: int
    processes: int
    home_mib: int


@dataclass(frozen=True)
class Counts:
    """What the kernel counted until now; None where it shows no such counter."""

    memory_kills: int | None
    refused_processes: int | None

    def more_memory_kills(self, before: "Counts") -> bool:
        """Whether somebody was killed for memory since `before`."""
        return (self.memory_kills or 0) > (before.memory_kills or 0)

    def more_refused_processes(self, before: "Counts") -> bool:
        """Whether a process or thread was refused since `before`."""
        return (self.refused_processes or 0) > (before.refused_processes or 0)


def read_counts(folder: Path = COUNTERS) -> Counts:
    """The counters of the whole sandbox."""
    return Counts(_read(folder, _MEMORY_KILLS), _read(folder, _REFUSED_PROCESSES))


def explain_death(before: Counts, now: Counts, bounds: Bounds, home: Home) -> str:
    """Why a kernel ended in the middle of a cell that began at `before`."""
    if now.more_memory_kills(before):
        return _memory(bounds)
    if home.is_over:
        return _two(
            "홈 폴더의 한도를 넘어 계속 쓰고 있어 커널을 껐을 가능성이 큽니다.",
            "The kernel was ended, most likely because it went on writing beyond the home's limit.",
        ) + _two(*full_sentence(home))
    if now.more_refused_processes(before):
        return _processes(bounds)
    if now.memory_kills is None:
        return _two(
            "커널이 셀을 실행하다가 멈췄습니다. 메모리 한도를 넘었을 가능성이 큽니다.",
            "The kernel ended while the cell ran, most likely because of its memory limit.",
        ) + _memory(bounds)
    return _two(
        "커널이 셀을 실행하다가 스스로 끝났습니다. 한도에 걸린 것은 아닙니다. 저장한 파일은 그대로"
        " 있으니, 이 셀이 파이썬을 끝내는지 살펴보고 처음부터 다시 실행해 주세요.",
        "The kernel ended by itself while the cell ran; no limit ended it. Your saved files are"
        " safe. See whether this cell ends Python, and run the notebook from its top.",
    )


def explain_error(
    name: str, message: str, before: Counts, now: Counts, bounds: Bounds
) -> str | None:
    """The limit behind an exception in a cell; None where no limit is behind it."""
    number = re.match(r"\[Errno (\d+)\]", message)
    code = int(number[1]) if number else 0
    if code in (errno.ENOSPC, errno.EDQUOT):
        return _two(
            f"저장할 자리가 없습니다. 홈 폴더에는 {bounds.home_mib:,}MiB까지 둘 수 있고, /tmp는"
            " 따로 셉니다. 파일 목록이나 터미널에서 쓰지 않는 파일을 지운 뒤 다시 실행해 주세요.",
            f"There is no space left. Your home holds {bounds.home_mib:,} MiB, /tmp is apart."
            " Delete files you do not need, in the file list or a terminal, and run it again.",
        )
    if code == errno.EFBIG:
        return _two(
            f"파일 하나가 너무 커졌습니다. 파일 하나는 {bounds.home_mib:,}MiB까지 만들 수 있습니다."
            " 나누어 저장해 주세요.",
            f"A file has grown too large: one file may have {bounds.home_mib:,} MiB. Save it in"
            " parts.",
        )
    # A resource limit holds threads too, and nobody counts what that refuses.
    if _NO_THREAD in message or (code == errno.EAGAIN and now.more_refused_processes(before)):
        return _processes(bounds)
    if name == "MemoryError" or now.more_memory_kills(before):
        return _memory(bounds)
    return None


def _memory(bounds: Bounds) -> str:
    return _two(
        "메모리 한도에 걸렸습니다. 실습실 하나는 열려 있는 커널을 모두 합해"
        f" {bounds.memory_mib:,}MiB까지 쓸 수 있습니다. 저장한 파일은 그대로 있습니다."
        " 데이터를 나누어 읽거나, 쓰지 않는 노트북의 커널을 끄고 처음부터 다시 실행해 주세요.",
        f"This met the memory limit: all kernels of your server together may use"
        f" {bounds.memory_mib:,} MiB. Your saved files are safe. Read the data in parts, or shut"
        " down the kernels of notebooks you do not need, and run the notebook from its top.",
    )


def _processes(bounds: Bounds) -> str:
    return _two(
        f"프로세스 수 한도에 걸렸습니다. 실습실 하나는 프로세스와 스레드를 모두 합해"
        f" {bounds.processes:,}개까지 만들 수 있습니다. num_workers나 반복해서 만드는 스레드의 수를"
        " 줄이고, 커널을 다시 시작해 주세요.",
        f"This met the limit of processes: all processes and threads of your server together may"
        f" be {bounds.processes:,}. Use fewer workers or threads, and restart the kernel.",
    )


def _two(korean: str, english: str) -> str:
    return f"{korean}\n{english}\n"


def _read(folder: Path, counters: tuple[tuple[str, str], ...]) -> int | None:
    for file, name in counters:
        try:
            text = (folder / file).read_text(encoding="ascii")
        except OSError:
            continue
        if found := re.search(rf"^{name} (\d+)$", text, re.MULTILINE):
            return int(found[1])
    return None
