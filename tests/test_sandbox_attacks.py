"""A program in a sandbox tries to see, reach and change what is not its own."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from sandbox.errors import SandboxNotStarted
from sandbox.spec import Identity, Mount
from tests.sandboxes import OWN_UID, make_spec, python, run, running, start

# Whatever holds for a sandbox that is started holds for one that is forked.
pytestmark = pytest.mark.usefixtures("cold_and_warm")

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives uids")

# Calls that would help out of a sandbox: what each is in Python, and the error it must meet.
# Each is tried through the C library, so that the filter is met and not Python's own checks.
CALL = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    result = libc.syscall(*(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments))
    return ctypes.get_errno() if result < 0 else 0
x86 = os.uname().machine == "x86_64"
"""


def error_of(expression: str) -> int:
    ended = run(python(f"{CALL}\nprint({expression})"))
    assert ended.status == 0, ended.output
    return int(ended.output)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/shadow",
        "/etc/gshadow",
        "/etc/machine-id",
        "/etc/hostname",
        "/boot",
        "/home",
        "/sys/fs",
    ],
)
def test_what_the_machine_keeps_is_not_there(path: str) -> None:
    assert run(make_spec(["/usr/bin/test", "-e", path])).status == 1


def test_the_operators_home_shows_no_more_than_the_way_to_python() -> None:
    home = Path.home()
    ended = run(python(f"import os; print(os.listdir({str(home)!r}))"))
    shown = {
        Path(p).relative_to(home).parts[0]
        for p in (sys.prefix, sys.base_prefix)
        if Path(p).is_relative_to(home)
    }
    assert ended.output.strip() == str(sorted(shown)) or "FileNotFoundError" in ended.output


def test_another_home_and_the_hubs_database_are_not_there(tmp_path: Path) -> None:
    for name in ("homes/anna", "homes/boram", "hub"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "homes/boram/notes").write_text("secret")
    (tmp_path / "hub/jupyterhub.sqlite").write_text("secret")
    home = Mount(tmp_path / "homes/anna", PurePosixPath(tmp_path / "homes/anna"), writable=True)
    code = f"""
import pathlib
for name in ("homes/boram/notes", "hub/jupyterhub.sqlite"):
    try:
        print(pathlib.Path({str(tmp_path)!r}, name).read_text())
    except FileNotFoundError:
        print("absent")
"""
    assert run(python(code, mounts=(home,))).output.split() == ["absent", "absent"]


def test_what_is_mounted_read_only_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    shown = Mount(tmp_path, PurePosixPath("/course"))
    ended = run(make_spec(["/usr/bin/touch", "/course/x"], mounts=(shown,)))
    assert "Read-only file system" in ended.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "folder", ["/", "/etc", "/dev", "/run", "/usr", sys.prefix, sys.base_prefix]
)
def test_nothing_outside_home_and_tmp_can_be_written(folder: str) -> None:
    ended = run(make_spec(["/usr/bin/touch", f"{folder}/x"]))
    assert ended.status != 0
    assert "Read-only file system" in ended.output or "Permission denied" in ended.output


def test_no_process_of_the_machine_is_seen() -> None:
    code = "import os; print(sum(name.isdecimal() for name in os.listdir('/proc')))"
    assert int(run(python(code)).output) == 3  # the reaper, the shell and the program itself


def test_a_signal_to_everything_reaches_nobody_outside() -> None:
    identity = {"user": OWN_UID, "group": OWN_UID} if os.geteuid() == 0 else {}
    bystander = subprocess.Popen(["/usr/bin/sleep", "60"], **identity)  # type: ignore[call-overload]
    try:
        run(
            python(
                f"import os\ntry: os.kill({bystander.pid}, 9)\nexcept OSError: pass\nos.kill(-1, 9)"
            )
        )
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0 if libc.unshare(0x10000000) == 0 else ctypes.get_errno()", errno.EPERM),
        ("0 if libc.unshare(0x00020000) == 0 else ctypes.get_errno()", errno.EPERM),
        ("0 if libc.setns(0, 0) == 0 else ctypes.get_errno()", errno.EPERM),
        (
            "0 if libc.mount(b'x', b'/tmp', b'tmpfs', 0, None) == 0 else ctypes.get_errno()",
            errno.EPERM,
        ),
        ("0 if libc.ptrace(0, 0, 0, 0) == 0 else ctypes.get_errno()", errno.EPERM),
        (
            "call(56 if x86 else 220, 0x10000011, 0, 0, 0, 0)",
            errno.EPERM,
        ),  # clone, new user namespace
        ("call(435, 0, 0)", errno.ENOSYS),  # clone3
        ("call(425, 1, 0)", errno.EPERM),  # io_uring_setup
        ("call(250 if x86 else 219, 0, -3, 0, 0, 0)", errno.EPERM),  # keyctl, session keyring
        ("call(323 if x86 else 282, 0)", errno.EPERM),  # userfaultfd
        ("call(135 if x86 else 92, 0x0040000)", errno.EPERM),  # personality, no address randomness
        ("call(16 if x86 else 29, 0, 0x5412, 0)", errno.EPERM),  # ioctl TIOCSTI
        ("call(16 if x86 else 29, 0, 0x100005412, 0)", errno.EPERM),  # the same, high half set
        ("call(41 if x86 else 198, 40, 1, 0)", errno.EPERM),  # socket AF_VSOCK
        ("call(135 if x86 else 92, 0xFFFFFFFF)", 0),  # asking for the personality is allowed
        ("call(39 if x86 else 172)", 0),  # getpid: the trial itself can succeed
    ],
)
def test_ways_out_are_refused_by_the_kernel(expression: str, expected: int) -> None:
    assert error_of(expression) == expected


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="other processors have no x32")
def test_the_x32_numbers_are_no_way_around_the_filter() -> None:
    assert error_of("call(0x40000000 + 101, 0, 0, 0, 0)") == errno.ENOSYS


def test_no_right_and_no_group_is_left() -> None:
    output = run(make_spec(["/usr/bin/cat", "/proc/self/status"])).output
    status = dict(line.split(":", 1) for line in output.splitlines())
    assert {int(status[name], 16) for name in status if name.startswith("Cap")} == {0}
    assert status["NoNewPrivs"].strip() == "1"
    assert status["Seccomp"].strip() == "2"
    if os.geteuid() == 0:
        assert status["Groups"].strip() == ""
        assert set(status["Uid"].split() + status["Gid"].split()) == {str(OWN_UID)}


@needs_root
def test_the_groups_of_the_lab_are_dropped() -> None:
    code = """
import os
from tests.sandboxes import make_spec, run
os.setgroups([4, 27])
print(run(make_spec(["/usr/bin/grep", "Groups", "/proc/self/status"])).output)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["Groups:"]


@needs_root
def test_a_setuid_program_gives_nothing(tmp_path: Path) -> None:
    program = tmp_path / "id"
    shutil.copy("/usr/bin/id", program)
    program.chmod(0o4755)
    mount = Mount(program, PurePosixPath("/tmp/id"), writable=True)
    assert run(make_spec(["/tmp/id", "-u"], mounts=(mount,))).output.strip() == str(OWN_UID)


def test_a_server_of_the_machine_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        assert "ConnectionRefusedError" in run(python(code)).output


def test_an_abstract_socket_of_the_machine_cannot_be_reached() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0lab-test-{os.getpid()}")
        server.listen()
        code = f"import socket; socket.socket(socket.AF_UNIX).connect('\\0lab-test-{os.getpid()}')"
        assert "ConnectionRefusedError" in run(python(code)).output


def test_a_sandbox_can_talk_to_itself() -> None:
    code = """
import socket
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname(), 2)
server.accept()[0].send(b"hello")
print(client.recv(9))
"""
    assert run(python(code)).output.strip() == "b'hello'"


def test_no_descriptor_is_inherited_that_was_not_passed(tmp_path: Path) -> None:
    kept, passed = (os.open(tmp_path, os.O_RDONLY) for _ in range(2))
    try:
        os.set_inheritable(kept, True)
        code = "import os; print([f for f in range(256) if os.path.exists(f'/proc/self/fd/{f}')])"
        ended = run(python(code), pass_fds=(passed,))
        assert ended.output.strip() == str([0, 1, 2, passed])
    finally:
        os.close(kept)
        os.close(passed)


def test_the_environment_is_built_from_nothing() -> None:
    ended = run(make_spec(["/usr/bin/env"], environment={"COLOUR": "쪽빛"}))
    assert sorted(ended.output.split()) == ["COLOUR=쪽빛", "PWD=/"]


def test_the_environment_is_in_no_process_list() -> None:
    secret = f"token-{os.urandom(8).hex()}"
    spec = make_spec(["/usr/bin/sh", "-c", "echo; exec sleep 60"], environment={"TOKEN": secret})
    with running(spec):
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                assert secret.encode() not in path.read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue


def test_two_sandboxes_share_neither_tmp_nor_shared_memory() -> None:
    leave = "import pathlib; [pathlib.Path(p, 'mark').touch() for p in ('/tmp', '/dev/shm')]"
    leave += "; print(flush=True); import time; time.sleep(60)"
    with running(python(leave)):
        look = "import os; print(os.listdir('/tmp'), os.listdir('/dev/shm'))"
        seen = run(python(look)).output
    # The software lies below /tmp where the project does; nobody's file does.
    assert "[" in seen
    assert "mark" not in seen


def test_the_terminal_that_started_the_lab_is_not_in_the_sandbox() -> None:
    code = "import os; print(os.getsid(0) == os.getpid() or os.getsid(0)); open('/dev/tty')"
    assert "No such device" in run(python(code)).output


def test_a_terminal_of_its_own_can_be_opened() -> None:
    assert run(python("import os; print(os.ttyname(os.openpty()[1]))")).output.startswith(
        "/dev/pts"
    )


def test_threads_children_and_signals_work_as_everywhere() -> None:
    code = """
import os, signal, subprocess, threading
thread = threading.Thread(target=print, args=("thread",))
thread.start(); thread.join()
print(subprocess.run(["/usr/bin/echo", "child"], capture_output=True, text=True).stdout)
signal.signal(signal.SIGUSR1, lambda *_: print("signal"))
os.kill(os.getpid(), signal.SIGUSR1)
"""
    assert run(python(code)).output.split() == ["thread", "child", "signal"]


def test_only_its_own_name_is_known_inside() -> None:
    ended = run(make_spec(["/usr/bin/cat", "/etc/passwd"], environment={"USER": "anna"}))
    accounts = [line.split(":")[0] for line in ended.output.splitlines()]
    assert accounts == ["root", "anna", "nobody"]


@needs_root
def test_nobody_becomes_root_inside() -> None:
    with pytest.raises(SandboxNotStarted, match="nobody is root"):
        start(make_spec(["/usr/bin/true"], identity=Identity(0, 0)))


def test_a_file_outside_a_read_only_mount_is_not_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "home/link").symlink_to(tmp_path / "secret")
    home = Mount(tmp_path / "home", PurePosixPath("/home/anna"))
    assert run(make_spec(["/usr/bin/cat", "/home/anna/link"], mounts=(home,))).status == 1


def test_the_reaper_cannot_be_killed_from_inside() -> None:
    ended = run(python("import os\ntry: os.kill(1, 9)\nexcept OSError: pass\nprint('alive')"))
    assert ended.output.strip() == "alive"
    assert ended.status == 0
