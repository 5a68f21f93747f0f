"""Turn a `SandboxSpec` into the words that bubblewrap understands.

Pure: opens nothing and starts nothing. A sandbox sees only what the spec mounts, over an empty
read-only root; the environment is built from nothing and travels through a pipe with the rest of
the words, so that no other user of the machine reads it in a process list. Does not set limits:
`control_groups` and `watchdog` do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sandbox.errors import SandboxNotStarted
from sandbox.spec import Identity, Mount, SandboxSpec

NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
SETPRIV = PurePosixPath("/usr/bin/setpriv")
# The reaper would wait for whatever the command left running; in this pid namespace, -1 is that.
_RUN_AND_END = '"$@"; status=$?; kill -s KILL -- -1 2>/dev/null; exit $status'
# What stands in for a command that a template forks: it says that it is there, and waits for the
# exit status that the warden writes. A warden that was killed writes none.
_PAUSE_AND_END = (
    "echo; exec >/dev/null; read -r status; kill -s KILL -- -1 2>/dev/null; exit ${status:-137}"
)
_USER_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,31}")


@dataclass(frozen=True)
class Plumbing:
    """The descriptors that bubblewrap itself uses; it closes each before the command runs."""

    seccomp: int
    status: int
    block: int
    files: Mapping[PurePosixPath, int]

    def descriptors(self) -> tuple[int, ...]:
        """All of them, for the starter to pass on."""
        return (self.seccomp, self.status, self.block, *self.files.values())


@dataclass(frozen=True)
class _Entry:
    """One thing to put at `target`; `bind` hides whatever the empty root had below it."""

    target: PurePosixPath
    words: tuple[str, ...]
    bind: bool


def validate(spec: SandboxSpec) -> None:
    """Refuse a spec that cannot be built, before anything is started.

    Raises:
        SandboxNotStarted: The name, the command, a path or an environment variable is malformed.
    """
    where = f"sandbox {spec.name!r}"
    if not NAME_PATTERN.fullmatch(spec.name):
        raise SandboxNotStarted(f"{where}: expected a name that matches {NAME_PATTERN.pattern}.")
    if not spec.command:
        raise SandboxNotStarted(f"{where}: the command is empty. Name a program to run.")
    for mount in spec.mounts:
        if not mount.source.exists():
            raise SandboxNotStarted(f"{where}: {mount.source} is to be mounted and is not there.")
    for path in (spec.working_directory, *(mount.target for mount in spec.mounts)):
        if not path.is_absolute() or ".." in path.parts:
            raise SandboxNotStarted(f"{where}: {path} is not an absolute path without '..'.")
    words = [*spec.command, *spec.environment, *spec.environment.values()]
    words += [str(mount.source) for mount in spec.mounts]
    if any("\0" in word for word in words):
        raise SandboxNotStarted(f"{where}: a NUL byte in the command, environment or a path.")
    for name in spec.environment:
        if not name or "=" in name:
            raise SandboxNotStarted(f"{where}: {name!r} is no name of an environment variable.")
        if name.startswith("LD_") and spec.identity is not None:
            # It would steer what drops our rights, too.
            raise SandboxNotStarted(f"{where}: {name} may not be set. Set it inside the command.")


def generated_files(spec: SandboxSpec, identity: Identity) -> dict[PurePosixPath, str]:
    """The files of `/etc` that are the sandbox's own; they show no account of the machine."""
    user = spec.environment.get("USER", "user")
    if not _USER_NAME.fullmatch(user) or user in ("root", "nobody"):
        user = "user"
    home = spec.environment.get("HOME", "/")
    if ":" in home or "\n" in home:
        home = "/"
    accounts = ["root:x:0:0:root:/root:/usr/sbin/nologin"]
    groups = ["root:x:0:"]
    if identity.uid:
        accounts.append(f"{user}:x:{identity.uid}:{identity.gid}:{user}:{home}:/bin/bash")
    if identity.gid:
        groups.append(f"{user}:x:{identity.gid}:")
    accounts.append("nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin")
    groups.append("nogroup:x:65534:")
    return {
        PurePosixPath("/etc/passwd"): "\n".join(accounts) + "\n",
        PurePosixPath("/etc/group"): "\n".join(groups) + "\n",
        PurePosixPath(
            "/etc/hosts"
        ): f"127.0.0.1 localhost {spec.name}\n::1 localhost {spec.name}\n",
        PurePosixPath("/etc/nsswitch.conf"): "passwd: files\ngroup: files\nhosts: files dns\n",
    }


def build_options(
    spec: SandboxSpec, plumbing: Plumbing, *, switch_identity: bool, die_with_parent: bool
) -> list[str]:
    """What bubblewrap is to read through `--args`: everything but the command.

    Args:
        spec: What to confine, already validated.
        plumbing: Where bubblewrap reads its filter and files and reports what it did.
        switch_identity: The caller is root and `spec.identity` is to be taken on: no user
            namespace is made, so that the files of a home belong to its real uid. Otherwise the
            caller's own uid is kept inside a new user namespace.
        die_with_parent: Kill the sandbox when the thread that starts bubblewrap ends.
    """
    # ref: bwrap(1). Everything is unshared by name: --unshare-all would take the network too.
    words = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if not spec.network:
        words.append("--unshare-net")  # bubblewrap brings the new loopback device up
    if switch_identity:
        # Only what setpriv needs to become the trainee; it drops these as well.
        words += ["--cap-drop", "ALL"]
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            words += ["--cap-add", capability]
    else:
        words += ["--unshare-user", "--disable-userns", "--cap-drop", "ALL"]
    words += ["--new-session", "--hostname", spec.name]
    if die_with_parent:
        words.append("--die-with-parent")
    words += _tree(spec, plumbing.files)
    words += ["--chdir", str(spec.working_directory), "--clearenv"]
    for name, value in spec.environment.items():
        words += ["--setenv", name, value]
    words += ["--seccomp", str(plumbing.seccomp)]
    words += ["--json-status-fd", str(plumbing.status), "--block-fd", str(plumbing.block)]
    return words


def build_command(spec: SandboxSpec, *, switch_identity: bool, pause: bool = False) -> list[str]:
    """What bubblewrap runs below its reaper: drop every right, run the command, end what it left.

    Each step fails closed. The reaper keeps our own uid and no right, out of reach of the command.
    With `pause` the command is forked by a template; here only its end is waited for.
    """
    become: list[str] = []
    if switch_identity:
        assert spec.identity is not None
        become = _become(spec.identity)
    if pause:
        return [*become, "/bin/sh", "-c", _PAUSE_AND_END, spec.name]
    return [*become, "/bin/sh", "-c", _RUN_AND_END, spec.name, *spec.command]


def _become(identity: Identity) -> list[str]:
    """Take on `identity` and drop every right (setpriv(1))."""
    groups = ",".join(str(group) for group in identity.groups)
    return [
        str(SETPRIV),
        "--reuid",
        str(identity.uid),
        "--regid",
        str(identity.gid),
        *(["--groups", groups] if groups else ["--clear-groups"]),
        "--bounding-set=-all",
        "--inh-caps=-all",
        "--ambient-caps=-all",
        "--no-new-privs",
        "--",
    ]


def _tree(spec: SandboxSpec, files: Mapping[PurePosixPath, int]) -> Iterator[str]:
    """The file system, parents before children, missing parents made passable for everyone."""
    entries = {entry.target: entry for entry in _entries(spec, files)}
    made = {PurePosixPath("/")}
    for target in sorted(entries, key=lambda path: path.parts):
        entry = entries[target]
        for parent in reversed(target.parents):
            if parent not in made and not _inside_bind(parent, entries):
                # bubblewrap makes missing parents 0700, which only root could pass.
                yield from ("--perms", "0755", "--dir", str(parent))
                made.add(parent)
        yield from entry.words
        made.add(target)
    # The empty root and /dev are memory without a bound of their own: nobody may fill them.
    yield from ("--remount-ro", "/dev", "--remount-ro", "/")


def _entries(spec: SandboxSpec, files: Mapping[PurePosixPath, int]) -> Iterator[_Entry]:
    size = str(spec.limits.tmp_bytes)
    for name in ("/tmp", "/dev/shm"):
        words = ("--perms", "1777", "--size", size, "--tmpfs", name)
        yield _Entry(PurePosixPath(name), words, bind=False)
    yield _Entry(PurePosixPath("/dev"), ("--dev", "/dev"), bind=False)
    yield _Entry(PurePosixPath("/proc"), ("--proc", "/proc"), bind=True)
    yield _Entry(PurePosixPath("/run"), ("--perms", "0755", "--dir", "/run"), bind=False)
    yield _Entry(PurePosixPath("/var/tmp"), ("--symlink", "../tmp", "/var/tmp"), bind=False)
    for path, descriptor in files.items():
        file_words = ("--perms", "0644", "--file", str(descriptor), str(path))
        yield _Entry(path, file_words, bind=True)
    for mount in spec.mounts:
        yield _Entry(mount.target, _bind(mount), bind=True)


def _bind(mount: Mount) -> tuple[str, ...]:
    verb = "--dev-bind" if mount.device else "--bind" if mount.writable else "--ro-bind"
    return (verb, str(mount.source), str(mount.target))


def _inside_bind(path: PurePosixPath, entries: Mapping[PurePosixPath, _Entry]) -> bool:
    return any(entries[parent].bind for parent in (path, *path.parents) if parent in entries)
