"""The system calls that a sandbox refuses, as a program for the kernel's filter machine (BPF).

Everything that Python, torch, Jupyter and compilers need stays allowed; refused is what changes
namespaces or mounts, looks into or drives other processes, loads code into the kernel, or has been
a way out of containers often and is of no use in a lesson. A refused call fails with EPERM, or
with ENOSYS where the C library then takes the older call that the filter can read. A second line
of defence: namespaces, uids and dropped capabilities stand without it.

Needs no library. Knows x86_64 and aarch64 and refuses every call of another architecture.
"""

import errno
import functools
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

# Number of each refused call on (x86_64, aarch64); None where the architecture has no such call.
# ref: linux arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h
REFUSED: Mapping[str, tuple[int | None, int | None]] = {
    # mounts and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    # files by handle pass by the mount namespace
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    # the kernel itself
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "syslog": (103, 116),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "sysfs": (139, None),
    "_sysctl": (156, None),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    # keys are kept per user, not per namespace
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # clock and names of the machine
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
}

# Calls that are judged by an argument.
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_IOCTL = (16, 29)
_SOCKET = (41, 198)
_PERSONALITY = (135, 92)

# CLONE_NEWTIME shares its bit with the exit signal here and only unshare can ask for it.
_NEW_NAMESPACES = (
    0x00020000  # CLONE_NEWNS
    | 0x02000000  # CLONE_NEWCGROUP
    | 0x04000000  # CLONE_NEWUTS
    | 0x08000000  # CLONE_NEWIPC
    | 0x10000000  # CLONE_NEWUSER
    | 0x20000000  # CLONE_NEWPID
    | 0x40000000  # CLONE_NEWNET
)
_TIOCSTI = 0x5412  # types into the terminal of whoever started the lab
_TIOCLINUX = 0x541C  # pastes into it
_AF_ALG = 38  # kernel crypto, a frequent way to root
_AF_VSOCK = 40  # talks to the hypervisor; no network namespace holds it
# What a program may set: PER_LINUX, the query, and the uname tweaks that container engines allow.
_PERSONALITIES = (0x0, 0xFFFFFFFF, 0x0008, 0x20000, 0x20008)

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000

# ref: linux/bpf_common.h, linux/seccomp.h
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS: offset into struct seccomp_data
_JUMP_EQUAL = 0x15
_JUMP_AT_LEAST = 0x35
_JUMP_ANY_BIT = 0x45
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENT_0, _ARGUMENT_1 = 0, 4, 16, 24


@dataclass(frozen=True)
class _Step:
    """One instruction: `code`, its constant `k`, and how many steps to skip when true or false."""

    code: int
    k: int
    if_true: int = 0
    if_false: int = 0

    def packed(self) -> bytes:
        return struct.pack("=HBBI", self.code, self.if_true, self.if_false, self.k)


def supported() -> bool:
    """Whether this machine's architecture is one that the filter knows."""
    return platform.machine() in _AUDIT_ARCH


@functools.cache
def build_filter(machine: str) -> bytes:
    """The filter for `machine` (as `platform.machine()` says it), for `bwrap --seccomp`."""
    architecture = _AUDIT_ARCH[machine]
    column = list(_AUDIT_ARCH).index(machine)
    steps = [
        _Step(_LOAD, _ARCHITECTURE),
        _Step(_JUMP_EQUAL, architecture, if_true=1),
        _refuse(errno.EPERM),
        _Step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        # The x32 numbers would reach the same calls past every comparison below.
        steps += [_Step(_JUMP_AT_LEAST, _X32_BIT, if_false=1), _refuse(errno.ENOSYS)]
    for numbers in REFUSED.values():
        number = numbers[column]
        if number is not None:
            steps += [_Step(_JUMP_EQUAL, number, if_false=1), _refuse(errno.EPERM)]
    # clone3 hides its flags behind a pointer; C libraries fall back to clone on ENOSYS.
    steps += [_Step(_JUMP_EQUAL, _CLONE3[column], if_false=1), _refuse(errno.ENOSYS)]
    for number, argument, tests in (
        (_CLONE[column], _ARGUMENT_0, [_Step(_JUMP_ANY_BIT, _NEW_NAMESPACES)]),
        (
            _IOCTL[column],
            _ARGUMENT_1,
            [_Step(_JUMP_EQUAL, _TIOCSTI), _Step(_JUMP_EQUAL, _TIOCLINUX)],
        ),
        (
            _SOCKET[column],
            _ARGUMENT_0,
            [_Step(_JUMP_EQUAL, _AF_ALG), _Step(_JUMP_EQUAL, _AF_VSOCK)],
        ),
    ):
        steps += _when_called(number, argument, tests, matched=errno.EPERM, otherwise=None)
    allowed = [_Step(_JUMP_EQUAL, value) for value in _PERSONALITIES]
    steps += _when_called(
        _PERSONALITY[column], _ARGUMENT_0, allowed, matched=None, otherwise=errno.EPERM
    )
    steps.append(_Step(_RETURN, _ALLOW))
    return b"".join(step.packed() for step in steps)


def _when_called(
    number: int,
    argument: int,
    tests: list[_Step],
    *,
    matched: int | None,
    otherwise: int | None,
) -> list[_Step]:
    """Judge the call `number` by the low half of an argument; an errno of None allows it.

    The kernel reads these arguments as 32 bit numbers, so the high half says nothing.
    """
    body = [_Step(_LOAD, argument)]
    for index, test in enumerate(tests):
        to_matched = len(tests) - index  # over the tests left and the answer "otherwise"
        body.append(_Step(test.code, test.k, if_true=to_matched))
    body += [_answer(otherwise), _answer(matched)]
    return [_Step(_JUMP_EQUAL, number, if_false=len(body)), *body]


def _answer(number: int | None) -> _Step:
    return _Step(_RETURN, _ALLOW) if number is None else _refuse(number)


def _refuse(number: int) -> _Step:
    return _Step(_RETURN, _ERRNO | number)
