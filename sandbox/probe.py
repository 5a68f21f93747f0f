"""What this machine gives for confinement, each finding with its cure.

Tries rather than believes: the finding "sandbox" has really started one. Leaves nothing behind and
changes nothing. Memory, disk and sockets of the lab are the hub's own check.
"""

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sandbox import bubblewrap, seccomp
from sandbox.errors import SandboxError, SandboxUnavailable
from sandbox.hierarchies import find_control_groups
from sandbox.process import find_program, start
from sandbox.software import software_mounts
from sandbox.spec import Identity, SandboxSpec

OLDEST_BUBBLEWRAP = (0, 8, 0)  # the first with --disable-userns
_NOBODY = Identity(65534, 65534)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `cure` is empty where all is well.

    Without an `essential` thing nothing can be started; without another the confinement or a limit
    is weaker, and `found` says how.
    """

    name: str
    ok: bool
    found: str
    cure: str = ""
    essential: bool = True


def findings() -> tuple[Finding, ...]:
    """Everything that the confinement rests on, in the order in which to cure it."""
    return tuple(_findings())


def _findings() -> Iterator[Finding]:
    try:
        program = find_program()
    except SandboxUnavailable:
        yield Finding("bubblewrap", False, "not installed", "Install the package bubblewrap.")
        return
    yield _bubblewrap(program)
    if os.geteuid() == 0:
        yield _setpriv()
    yield _seccomp()
    yield _sandbox()
    yield _rights()
    yield _control_groups()


def _bubblewrap(program: str) -> Finding:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = parse_version(said.stdout)
    if version is None or version < OLDEST_BUBBLEWRAP:
        wanted = ".".join(map(str, OLDEST_BUBBLEWRAP))
        found = f"{program}: {said.stdout.strip() or said.stderr.strip()}"
        return Finding("bubblewrap", False, found, f"Install bubblewrap {wanted} or newer.")
    return Finding("bubblewrap", True, f"{program} {'.'.join(map(str, version))}")


def parse_version(text: str) -> tuple[int, ...] | None:
    """The version in what a program says of itself."""
    match = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return None if match is None else tuple(int(part or 0) for part in match.groups())


def _setpriv() -> Finding:
    if Path(bubblewrap.SETPRIV).exists():
        return Finding("setpriv", True, str(bubblewrap.SETPRIV))
    return Finding("setpriv", False, f"no {bubblewrap.SETPRIV}", "Install the package util-linux.")


def _seccomp() -> Finding:
    if not seccomp.supported():
        found = f"no filter for {platform.machine()}"
        return Finding("seccomp", False, found, "Use a machine with x86_64 or aarch64.")
    if not Path("/proc/sys/kernel/seccomp").is_dir():
        return Finding(
            "seccomp", False, "the kernel has none", "Use a kernel with CONFIG_SECCOMP_FILTER."
        )
    return Finding("seccomp", True, f"{len(seccomp.REFUSED)} system calls are refused")


def _sandbox() -> Finding:
    spec = SandboxSpec(
        name=f"check-{os.getpid()}",
        command=("/usr/bin/true",),
        mounts=software_mounts(),
        working_directory=PurePosixPath("/"),
        identity=_NOBODY if os.geteuid() == 0 else None,
    )
    try:
        sandbox = start(spec, die_with_parent=True)
    except SandboxError as error:
        return Finding("sandbox", False, _first_line(error), _namespace_cure())
    try:
        status = sandbox.wait(10.0)
    except TimeoutError:
        return Finding("sandbox", False, "`true` did not end in one", "Look at the machine's load.")
    finally:
        sandbox.stop(grace_seconds=0)
    if status != 0:
        return Finding("sandbox", False, f"`true` ended with status {status} in one", _UNKNOWN)
    return Finding("sandbox", True, "one was started and ended well")


_UNKNOWN = "Run the lab as root, or on the machine itself instead of in a container."


def _namespace_cure() -> str:
    """Which of the known switches forbids namespaces here, and what to do."""
    cures = [cure for path, forbidding, cure in _SWITCHES if _read(path) == forbidding]
    return " ".join(cures) or _UNKNOWN


# Kernel settings that keep ordinary users from the namespaces that bubblewrap needs.
_SWITCHES = (
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1.",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "Allow user namespaces: sysctl user.max_user_namespaces=15000.",
    ),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "Let bubblewrap have them: add an AppArmor profile for bwrap with `userns,`, or"
        " sysctl kernel.apparmor_restrict_unprivileged_userns=0.",
    ),
)


def _rights() -> Finding:
    if os.geteuid() == 0:
        return Finding("rights", True, "root: each sandbox gets a uid of its own")
    return Finding(
        "rights",
        False,
        f"uid {os.geteuid()}: all sandboxes run under it and namespaces alone part them;"
        " their files belong to the same user",
        "Run the lab as root to give each trainee a uid.",
        essential=False,
    )


def _control_groups() -> Finding:
    groups = find_control_groups()
    if groups is None:
        return Finding(
            "control groups",
            False,
            "none can be made: a watchdog holds memory a fifth of a second late, resource limits"
            " hold processes, nothing holds processor time",
            "Run the lab as root, or in a service with Delegate=yes"
            " (systemd-run --user --scope -p Delegate=yes ...).",
            essential=False,
        )
    where = f"{groups.version}, " + ", ".join(sorted(groups.parents))
    if groups.missing:
        return Finding(
            "control groups",
            False,
            f"{where}; not held: {', '.join(groups.missing)}",
            "Mount or delegate these controllers.",
            essential=False,
        )
    return Finding("control groups", True, where)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
