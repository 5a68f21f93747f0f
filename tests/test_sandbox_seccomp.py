"""The filter program, run by a small machine of our own on both architectures."""

import errno
import os
import re
import struct
from pathlib import Path

import pytest

from sandbox.seccomp import REFUSED, build_filter

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
both = pytest.mark.parametrize("machine", ARCHITECTURES)


def judge(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """The error that the filter answers a call with; 0 where it is allowed.

    Runs the classic BPF steps that seccomp(2) knows, on struct seccomp_data.
    """
    arguments = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack(
        "=iIQ6Q",
        number,
        ARCHITECTURES[machine] if architecture is None else architecture,
        0,
        *arguments,
    )
    steps = list(struct.iter_unpack("=HBBI", build_filter(machine)))
    at, held = 0, 0
    while True:
        code, if_true, if_false, k = steps[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, k)
        elif code == 0x06:
            assert k & 0xFFFF0000 in (0x7FFF0000, 0x00050000)
            return k & 0xFFFF if k & 0xFFFF0000 == 0x00050000 else 0
        else:
            holds = {0x15: held == k, 0x35: held >= k, 0x45: bool(held & k)}[code]
            at += if_true if holds else if_false


@both
def test_every_named_call_is_refused(machine: str) -> None:
    column = list(ARCHITECTURES).index(machine)
    for name, numbers in REFUSED.items():
        if (number := numbers[column]) is not None:
            assert judge(machine, number) == errno.EPERM, name


@both
def test_all_other_calls_are_allowed(machine: str) -> None:
    column = list(ARCHITECTURES).index(machine)
    clone3 = 435
    refused = {numbers[column] for numbers in REFUSED.values()} | {clone3}
    assert {number for number in range(470) if judge(machine, number)} == refused - {None}


@both
def test_a_foreign_architecture_is_refused_whole(machine: str) -> None:
    assert judge(machine, 1, architecture=0x40000003) == errno.EPERM  # 32 bit x86


@both
def test_a_process_without_new_namespaces_may_be_cloned(machine: str) -> None:
    clone = {"x86_64": 56, "aarch64": 220}[machine]
    thread = 0x3D0F00
    assert judge(machine, clone, thread) == 0
    for namespace in range(7):
        flag = (0x00020000, *(0x02000000 << bit for bit in range(6)))[namespace]
        assert judge(machine, clone, thread | flag) == errno.EPERM, hex(flag)


@both
def test_the_high_half_of_an_argument_hides_nothing(machine: str) -> None:
    ioctl = {"x86_64": 16, "aarch64": 29}[machine]
    assert judge(machine, ioctl, 0, 0x5412) == errno.EPERM
    assert judge(machine, ioctl, 0, 0x5412 | 1 << 32) == errno.EPERM
    assert judge(machine, ioctl, 0, 0x5413) == 0


@both
def test_only_usual_personalities_can_be_taken_on(machine: str) -> None:
    personality = {"x86_64": 135, "aarch64": 92}[machine]
    assert judge(machine, personality, 0xFFFFFFFF) == 0
    assert judge(machine, personality, 0) == 0
    assert judge(machine, personality, 0x0040000) == errno.EPERM


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the header is x86_64's")
def test_the_numbers_are_those_of_the_systems_own_header() -> None:
    headers = list(Path("/usr/include").glob("**/asm/unistd_64.h"))
    if not headers:
        pytest.skip("no kernel headers are installed")
    named = dict(re.findall(r"#define __NR_(\w+) (\d+)", headers[0].read_text()))
    for name, (number, _) in REFUSED.items():
        if name in named:
            assert number == int(named[name]), name


@pytest.mark.skipif(
    not Path("/usr/include/asm-generic/unistd.h").exists(), reason="no kernel headers are installed"
)
def test_the_numbers_of_aarch64_are_those_of_the_generic_header() -> None:
    text = Path("/usr/include/asm-generic/unistd.h").read_text()
    named = dict(re.findall(r"#define __NR_(\w+) (\d+)", text))
    for name, (_, number) in REFUSED.items():
        if name in named and number is not None:
            assert number == int(named[name]), name
