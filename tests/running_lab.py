"""A whole lab for tests: the real supervisor with a state folder and free ports of its own."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hub_config.settings import Settings, load_settings

PROJECT = Path(__file__).parent.parent
# A test run that is killed takes its servers with it.
DYING_WITH_US = ("setpriv", "--pdeathsig", "TERM")
READY_SECONDS = 240.0
# Graded as soon as it is handed in, in the lab that all tests share.
INSTANT = "unit02"
STOP_SECONDS = 60.0


@dataclass
class RunningLab:
    """A lab that was started by `start`; `passwords` are those it printed, by name."""

    folder: Path
    settings: Settings
    process: subprocess.Popen[bytes]
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def hub_url(self) -> str:
        """Where people reach the hub, with a closing slash."""
        return f"http://127.0.0.1:{self.settings.hub.port}/"

    @property
    def playground_url(self) -> str:
        """Where visitors reach the playground, with a closing slash."""
        return f"http://127.0.0.1:{self.settings.playground.port}/"

    @property
    def settings_file(self) -> Path:
        """What to give to `--config`."""
        return self.settings.source

    @property
    def said(self) -> str:
        """All that the supervisor printed until now."""
        return (self.folder / "said").read_text(encoding="utf-8")

    def wait_until_said(self, pattern: str, seconds: float = READY_SECONDS) -> re.Match[str]:
        """Wait for words of the supervisor; fails with all that it said when they do not come."""
        deadline = time.monotonic() + seconds
        while (found := re.search(pattern, self.said, re.MULTILINE)) is None:
            ended = self.process.poll()
            assert ended is None, f"the lab ended with {ended}:\n{self.said}"
            assert time.monotonic() < deadline, f"waited in vain for {pattern!r}:\n{self.said}"
            time.sleep(0.05)
        return found

    def stop(self) -> int:
        """Stop the lab as Ctrl-C does; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def start(
    folder: Path, more_settings: str = "", under: Sequence[str] = (), hub_settings: str = ""
) -> RunningLab:
    """Start a lab in `folder` and wait until it is ready; the caller stops it.

    Args:
        folder: An empty folder with a short path; the state lies in it.
        more_settings: TOML that is added to the settings file; tables other than `[lab]`, `[hub]`,
            `[playground]` and `[courses]`, which are set here.
        under: A command that runs the lab's own in its place, such as `setpriv` with its options.
        hub_settings: TOML that is added to `[hub]`.
    """
    hub_port, playground_port = free_ports(2)
    settings_file = folder / "lab.toml"
    settings_file.write_text(
        f'[lab]\nstate_dir = "v"\n[hub]\nport = {hub_port}\n{hub_settings}\n'
        f"[playground]\nport = {playground_port}\noperator_port = 0\n"
        f'[courses]\nfolders = ["{PROJECT / "courses"}"]\n{more_settings}',
        encoding="utf-8",
    )
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [*DYING_WITH_US, *under, sys.executable, "-m", "hub_config", "up",
             "--config", str(settings_file)],
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    lab = RunningLab(folder, load_settings(settings_file), process)
    try:
        lab.wait_until_said(r"^The lab is ready")
    except BaseException:
        lab.stop()
        raise
    roles = r"^  (?:operator|instructor|trainee) +(\S+) +(\S+)$"
    lab.passwords = dict(re.findall(roles, lab.said, re.MULTILINE))
    return lab


def free_ports(count: int) -> list[int]:
    """TCP ports that nobody has at this moment."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(listener.getsockname()[1]) for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
