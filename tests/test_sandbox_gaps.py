"""What a fork makes lies in few pages, although what was freed before lay in many."""

import subprocess
import sys

import pytest

FORKED = """
import os, resource, sys
from sandbox.gaps import fill_gaps
kinds = {"object": object, "number": lambda: 2**20 + os.getpid(), "text": lambda: bytes(31)}
make = kinds[sys.argv[1]]
some = [make() for _ in range(400_000)]
left = [thing for at, thing in enumerate(some) if at % 100]
del some
if sys.argv[2] == "filled":
    fill_gaps()
read, write = os.pipe()
if os.fork() == 0:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    made = [make() for _ in range(3_000)]
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    os.write(write, str(faults).encode())
    os._exit(0)
os.wait()
print(os.read(read, 100).decode(), sum(map(id, left)) > 0)
"""


def said_by(code: str, *arguments: str) -> str:
    """What a new Python says."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("kind", ["object", "number", "text"])
def test_a_fork_copies_no_page_for_each_gap(kind: str) -> None:
    faults = {how: int(said_by(FORKED, kind, how).split()[0]) for how in ("as it is", "filled")}
    assert faults["filled"] * 4 < faults["as it is"]
