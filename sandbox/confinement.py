"""Make this very process a confined one: namespaces, identity, rights and filter, all verified.

What bubblewrap and setpriv do for a command that is started, for a process that is forked. Each
step fails closed: what the kernel does not confirm afterwards raises. Never undone. Does not
choose what a process may do; the caller and `seccomp` do.
"""

import ctypes
import os
import platform
from pathlib import Path

from sandbox import seccomp
from sandbox.errors import SandboxNotStarted
from sandbox.spec import Identity

# ref: sched.h; a process that joins a pid namespace only gives it to its later children.
_NEW_PID = 0x20000000
_NEW_OTHERS = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x40000000

# ref: linux/prctl.h, linux/capability.h, linux/seccomp.h
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522
_STEP_BYTES = 8  # of one instruction of the filter


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilityData(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable"))


def give_children_pid_namespace(of: int) -> None:
    """Have the next forked children born in the pid namespace of the process that `of` holds.

    Args:
        of: A pidfd.

    Raises:
        OSError: The kernel refuses.
    """  # noqa: DOC502 from _checked
    _checked("setns", of, _NEW_PID)


def join_namespaces(of: int) -> None:
    """Join the mount, network, ipc, uts and cgroup namespaces of the process that `of` holds.

    Raises:
        OSError: The kernel refuses.
    """  # noqa: DOC502 from _checked
    _checked("setns", of, _NEW_OTHERS)


def become(identity: Identity) -> None:
    """Take on `identity`, give up every right, and take on the filter; verified.

    Raises:
        OSError: The kernel refuses a step.
        SandboxNotStarted: The kernel tells of something that should be gone.
    """  # noqa: DOC502 from _checked and _verify
    # In this order: only root may drop groups and bounding capabilities.
    for capability in range(_last_capability() + 1):
        _checked("prctl", _PR_CAPBSET_DROP, capability, 0, 0, 0)
    _checked("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    os.setgroups(identity.groups)
    os.setresgid(identity.gid, identity.gid, identity.gid)
    os.setresuid(identity.uid, identity.uid, identity.uid)
    header, none = _CapabilityHeader(_CAPABILITY_VERSION_3, 0), (_CapabilityData * 2)()
    _checked("capset", ctypes.byref(header), ctypes.byref(none))
    _checked("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Giving up root hides a process's own /proc from it; a command that is exec'd gets it back.
    _checked("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)
    code = seccomp.build_filter(platform.machine())
    program = _Program(len(code) // _STEP_BYTES, code)
    _checked("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    _verify(identity)


def _verify(identity: Identity) -> None:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    found = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    expected = {
        "Uid": [str(identity.uid)] * 4,
        "Gid": [str(identity.gid)] * 4,
        "Groups": sorted(map(str, identity.groups)),
        "NoNewPrivs": ["1"],
        "Seccomp": ["2"],
        **{key: ["0" * 16] for key in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")},
    }
    for name, words in expected.items():
        if sorted(found.get(name, [])) != words:
            raise SandboxNotStarted(
                f"/proc/self/status: {name} is {found.get(name)}; expected {words}. Start cold."
            )


def _last_capability() -> int:
    return int(Path("/proc/sys/kernel/cap_last_cap").read_text(encoding="ascii"))


def _checked(function: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, function)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")
