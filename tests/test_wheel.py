"""What `pip install` of the project brings, when it is not the editable one of `make setup`."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.running_lab import PROJECT

PACKAGES = ("autograder", "bench", "courses", "hub_config", "playground_demos", "sandbox")


@pytest.mark.slow
def test_a_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *PACKAGES, "pyproject.toml", "README.md", "LICENSE"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    files = [name for name in listed.stdout.split("\0") if (PROJECT / name).is_file()]
    for name in files:  # a copy: building leaves folders in the source
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / "source" / name)
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
            "--quiet", "--wheel-dir", str(tmp_path), str(tmp_path / "source"),
        ],
        check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in files if name.startswith(PACKAGES)} - packed == set()
