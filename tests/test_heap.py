"""Freed memory goes back to the system, and threads share what one of them has freed."""

import os
import subprocess
import sys

import pytest

from playground_demos.serving import heap
from sandbox import processes

BLOCK, BLOCKS = 4_000, 20_000  # too large for Python's own pools
SIZE = BLOCK * BLOCKS
HEAPS = f"""
import ctypes, sys, threading
from playground_demos.serving import heap
if sys.argv[1] == "one":
    heap.use_one()
kept = []
for _ in range(4):
    thread = threading.Thread(target=lambda: kept.append(bytearray({BLOCK})))
    thread.start()
    thread.join()
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


def test_what_was_freed_between_what_is_used_is_given_back() -> None:
    blocks = [os.urandom(BLOCK) for _ in range(BLOCKS)]
    left = blocks[::50]
    blocks.clear()
    before = processes.own_bytes([os.getpid()])
    heap.give_back()
    assert before - processes.own_bytes([os.getpid()]) > SIZE / 2
    assert len(left) == BLOCKS / 50


def test_threads_share_one_heap() -> None:
    counted = {
        how: subprocess.run(
            [sys.executable, "-c", HEAPS, how], capture_output=True, text=True, check=True
        ).stdout.count("<heap nr=")
        for how in ("one", "as it comes")
    }
    assert counted["one"] == 1
    assert counted["as it comes"] > 1


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    heap.use_one()
    heap.give_back()
