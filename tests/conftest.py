"""Fixtures that several test modules share; what starts something expensive is made once a run."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def short_path() -> Iterator[Path]:
    """An empty folder with a path short enough for Unix sockets (107 bytes with all in it)."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
