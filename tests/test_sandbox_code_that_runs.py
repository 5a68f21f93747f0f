"""What a fork ran is known to its parent, which lays it together and changes nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BEGINNING = """
import os, resource, signal, sys, threading
from pathlib import Path
from sandbox.code_that_runs import addresses_run, lay_together

def outer(step):
    def inner(value, factor=3):
        return value * factor + step
    return inner

def numbers(count):
    yield from (number * number for number in range(count))

def never_called():
    raise AssertionError

made_before = outer(10)

def act():
    return [outer(1)(2), made_before(5), [*numbers(4)]]

def in_thread():
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()

def in_fork():
    if os.fork() == 0:
        act()
        os._exit(0)
    os.wait()

def told(part):
    return addresses_run(lambda folder, note: (note(), part()), 60)
"""
TOLD = """
ran = told({part})
for function in (act, outer, made_before, numbers):
    assert id(function.__code__) in ran, function
assert ran.index(id(act.__code__)) < ran.index(id(outer.__code__))
assert id(never_called.__code__) not in ran
"""
SAME = """
functions = (outer, made_before, numbers, never_called)
before, result = [function.__code__ for function in functions], act()
assert lay_together(told(act)) >= 4
after = [function.__code__ for function in functions]
assert act() == result and after == before and made_before.__defaults__ == (3,)
assert [new is old for new, old in zip(after, before)] == [False, False, False, True]
"""
# Functions of which a fork calls one in twenty, before and after that is known.
FEWER = """
space = {}
for number in range(20_000):
    exec(f"def f{number}(a):\\n    return a + {number}, 'text {number}'", space)
some = [space[f"f{number}"] for number in range(0, 20_000, 20)]

def call():
    return sum(function(1)[0] for function in some)

def faults_of_a_fork():
    read, write = os.pipe()
    if os.fork() == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call()
        os.write(write, str(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before).encode())
        os._exit(0)
    os.wait()
    return int(os.read(read, 20))

before, result = faults_of_a_fork(), call()
lay_together(told(call))
assert call() == result
assert before - faults_of_a_fork() > len(some) / 2  # a page for most of them
"""
TORCH_S = """
outer.__module__ = "torch.nn"
code = outer.__code__
lay_together(told(act))
assert outer.__code__ is code
"""
FAILS = """
assert id(never_called.__code__) in told(never_called)
"""
ENDLESS = """
def play(folder, note):
    Path(sys.argv[1]).write_text(str(os.getpid()))
    note()
    while True:
        signal.pause()

addresses_run(play, 1)
"""


def said_by(code: str, *arguments: str) -> str:
    """What a new Python says, which has to end well."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", BEGINNING + code, *arguments],
        env={"PYTHONPATH": str(PROJECT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("part", ["act", "in_thread", "in_fork"])
def test_what_a_fork_ran_is_told(part: str) -> None:
    said_by(TOLD.format(part=part))


def test_functions_stay_what_they_are_and_their_code_lies_elsewhere() -> None:
    said_by(SAME)


def test_a_fork_copies_fewer_pages_of_code_that_lies_together() -> None:
    said_by(FEWER)


def test_code_at_which_torch_has_noted_something_stays() -> None:
    said_by(TORCH_S)


def test_a_part_that_fails_is_told_up_to_there_and_says_why() -> None:
    assert "AssertionError" in said_by(FAILS)


def test_a_part_without_an_end_is_ended(tmp_path: Path) -> None:
    said_by(ENDLESS, str(tmp_path / "pid"))
    if (tmp_path / "pid").exists():  # else it was ended before it began
        assert not Path("/proc", (tmp_path / "pid").read_text()).exists()
