"""A template's memory is the same in huge pages, and in a fork of it."""

import subprocess
import sys

OWN = """
import os
from sandbox.huge_pages import use_huge_pages
data = bytearray(2**24)
use_huge_pages()
if (child := os.fork()) == 0:
    data[:] = b"c" * len(data)
    os._exit(0)
os.waitpid(child, 0)
assert not any(data)
print("own")
"""
SAME = """
import hashlib, os
from sandbox.huge_pages import use_huge_pages
data = os.urandom(2**24)
before = hashlib.sha256(data).digest()
use_huge_pages()
read, write = os.pipe()
if os.fork() == 0:
    os.write(write, hashlib.sha256(data).digest())
    os._exit(0)
assert os.read(read, 32) == hashlib.sha256(data).digest() == before
print("same")
"""


def said_by(code: str) -> str:
    """What a new Python says."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_memory_reads_the_same_before_and_after_and_in_a_fork() -> None:
    assert said_by(SAME) == "same\n"


def test_what_a_fork_writes_its_parent_does_not_read() -> None:
    assert said_by(OWN) == "own\n"
