"""The software that a sandbox may read: the system's libraries, this Python and its packages.

Read-only, at the same paths as outside, so that scripts with absolute paths work. Never shows an
account, a key or a setting of this machine: of `/etc` only what libraries need is listed here, and
`bubblewrap` generates the rest. Does not choose anything else that a sandbox sees.
"""

import functools
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sandbox.spec import Mount

# /bin, /lib and their like are symlinks into /usr on most systems; a bind mount follows them.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = (
    "alternatives",
    "bash.bashrc",
    "fonts",
    "inputrc",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "os-release",
    "profile",
    "ssl/certs",
    "ssl/openssl.cnf",
    "pki/ca-trust/extracted",
    "pki/tls/certs",
)
# torch's cpuinfo library complains on stderr in every process that cannot read these.
_SYS = ("/sys/devices/system/cpu", "/sys/devices/system/node")


@functools.cache  # each start of a sandbox asks, and some fifty paths are looked for
def software_mounts() -> tuple[Mount, ...]:
    """What every sandbox needs to run this Python, its packages and the system's programs."""
    return tuple(
        Mount(source=path, target=PurePosixPath(path)) for path in _without_nested(_candidates())
    )


def _candidates() -> Iterator[Path]:
    for name in (*_SYSTEM, *(f"/etc/{name}" for name in _ETC), *_SYS):
        yield Path(name)
    # The interpreter may itself be a symlink out of base_prefix (uv and pyenv do this).
    executable = Path(sys.executable).resolve()
    for path in (Path(sys.prefix), Path(sys.base_prefix), executable.parent.parent):
        if path != Path("/"):
            yield path


def _without_nested(paths: Iterator[Path]) -> list[Path]:
    """The paths that exist, without those that another of them already shows."""
    kept: list[Path] = []
    for path in sorted({path for path in paths if path.exists()}, key=lambda path: path.parts):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return kept
