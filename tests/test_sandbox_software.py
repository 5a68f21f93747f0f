"""The software in a sandbox works as outside and tells nothing of the machine."""

import sys
from pathlib import Path

import pytest

from sandbox.software import software_mounts
from sandbox.spec import MIB, Limits
from tests.sandboxes import make_spec, run


def test_every_mount_is_read_only_and_at_its_own_path() -> None:
    for mount in software_mounts():
        assert not mount.writable
        assert str(mount.source) == str(mount.target)


def test_no_mount_lies_in_another() -> None:
    sources = [mount.source for mount in software_mounts()]
    for source in sources:
        assert not any(source != other and source.is_relative_to(other) for other in sources)


@pytest.mark.parametrize("name", ["shadow", "gshadow", "sudoers", "pip.conf", "ssl/private"])
def test_nothing_secret_of_etc_is_shown(name: str) -> None:
    for mount in software_mounts():
        assert not Path("/etc", name).is_relative_to(mount.source)


def test_this_python_runs_with_its_packages() -> None:
    ended = run(make_spec([sys.executable, "-c", "import sys, pydantic; print(sys.prefix)"]))
    assert ended.output.strip() == sys.prefix


@pytest.mark.slow
def test_torch_runs_and_says_nothing_on_standard_error() -> None:
    code = "import torch; print(torch.ones(3).sum().item(), torch.get_num_threads() > 0)"
    spec = make_spec([sys.executable, "-c", code], limits=Limits(memory_bytes=2048 * MIB))
    assert run(spec, timeout_seconds=120).output.strip() == "3.0 True"


def test_names_are_resolved_from_the_sandboxs_own_files() -> None:
    code = "import os, pwd, socket; print(pwd.getpwuid(os.getuid()).pw_name, "
    code += "socket.gethostbyname('localhost'), socket.gethostbyname(socket.gethostname()))"
    ended = run(make_spec([sys.executable, "-c", code], environment={"USER": "anna"}))
    name, *addresses = ended.output.split()
    assert name in ("anna", "root")
    assert addresses == ["127.0.0.1", "127.0.0.1"]
