"""Somebody of a running lab whose home has not one free byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub_config.people import create_person, open_accounts
from tests.learner import log_in_as, places
from tests.running_lab import RunningLab

PASSWORD = "blue-tiger-42"
_BYTES = 2 << 20


@contextmanager
def full_home(lab: RunningLab, name: str) -> Iterator[Path]:
    """Make the person with a home on a small disk of its own, which is full."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    with open_accounts(lab.settings) as accounts:
        create_person(accounts, name, PASSWORD, ["demo"])
    home = places(lab).home(name)
    home.mkdir(mode=0o700)
    options = f"size={_BYTES},mode=700"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home)]
    if subprocess.run(command, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        (home / "large.bin").write_bytes(bytes(_BYTES))
        yield home
        with log_in_as(lab, name, PASSWORD) as learner:
            learner.stop_server()
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)
