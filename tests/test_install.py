"""Set-up on machines that lack something, tried inside a sandbox that hides it."""

import shutil
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parent.parent
ORDINARY_USER = (
    "bwrap",
    "--unshare-user",
    "--uid",
    "1000",
    "--gid",
    "1000",
    "--dev-bind",
    "/",
    "/",
)


def install_without(*programs: str) -> subprocess.CompletedProcess[str]:
    """What set-up says to an ordinary user on a machine that lacks these programs."""
    found = [path for name in (*programs, "sudo") if (path := shutil.which(name))]
    hidden = [word for path in found for word in ("--ro-bind", "/dev/null", path)]
    shown = ("--dev-bind", "/", "/", *hidden)
    script = str(PROJECT / "hub_config" / "install.sh")
    command = [*ORDINARY_USER, *shown, "bash", script, "run"]
    return subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


def test_without_the_rights_to_install_the_one_command_that_does_is_printed() -> None:
    done = install_without("bwrap")
    assert done.returncode == 1
    assert "this system lacks: bubblewrap" in done.stderr
    command = "apt-get update && apt-get install -y --no-install-recommends bubblewrap"
    assert f"sudo sh -c '{command}'" in done.stderr


def test_on_a_system_without_apt_the_packages_are_named_for_its_own_manager() -> None:
    done = install_without("bwrap", "apt-get")
    assert done.returncode == 1
    assert "Install them with its own package manager" in done.stderr
    assert "dnf install bubblewrap" in done.stderr
