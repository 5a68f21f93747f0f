"""What a graded run may use, and what it leaves to the others."""

import tempfile
from pathlib import Path

import pytest

from autograder.run import RunFile, RunLimits
from autograder.run_sandbox import build_spec, make_run_folder


def test_a_run_has_a_share_of_the_processor_that_no_number_of_processes_enlarges() -> None:
    # Only a sandbox that has some bound gets a control group for the processor under version 1.
    spec = build_spec(("true",), Path("run"), RunLimits(), None, environment={})
    assert spec.limits.cpu_cores is not None


def test_files_that_cannot_be_written_leave_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(FileExistsError):
        make_run_folder((RunFile("a", b"a file"), RunFile("a/b", b"and a folder")))
    assert not list(tmp_path.iterdir())
