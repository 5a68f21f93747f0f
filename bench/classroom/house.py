"""A hub with accounts for a class, started for one measurement: this lab, or stock JupyterHub.

Whatever is started ends with its block, and with this process however that ends. Stock gets raised
time-outs and no bound on starts, so that it may be as slow as it is; all else is as it comes.
"""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.programs import answers, free_ports, running_program, scratch_folder, wait_until
from hub_config.children import PROXY_PACKAGE, node_program
from hub_config.people import create_person, open_accounts
from hub_config.places import Places
from hub_config.settings import load_settings
from sandbox import processes

PROJECT = Path(__file__).parent.parent.parent
STOCK_CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = {proxy}
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = "{password}"
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.start_timeout = c.Spawner.http_timeout = 1800
c.SimpleLocalProcessSpawner.home_dir_template = "{homes}/{{username}}"
# Jupyter refuses to run as root without it; others do not mind.
c.Spawner.args = ["--allow-root"]
"""


@dataclass(frozen=True)
class House:
    """A running hub; `passwords` are its people's, by name."""

    url: str
    passwords: Mapping[str, str]
    process: "subprocess.Popen[bytes]"
    find_roots: Callable[[], Sequence[int]]

    def all_pids(self) -> tuple[int, ...]:
        """Everything that runs for this house."""
        return processes.descendants(self.process.pid)

    def server_pids(self) -> tuple[int, ...]:
        """What runs for single trainees: their servers, kernels, and what guards those."""
        return tuple(dict.fromkeys(processes.descendants(*self.find_roots())))


@contextmanager
def open_lab(names: Sequence[str]) -> Iterator[House]:
    """This lab with its defaults, and accounts for `names`."""
    with scratch_folder() as folder:
        port, playground_port = free_ports(2)
        file = folder / "lab.toml"
        file.write_text(
            f'[lab]\nstate_dir = "v"\n[hub]\nport = {port}\n'
            f"[playground]\nport = {playground_port}\noperator_port = 0\n"
        )
        settings = load_settings(file)
        sandboxes = Places(settings.lab.state_dir).sandboxes
        said = folder / "said"
        command = (sys.executable, "-m", "hub_config", "up", "--config", str(file))
        with running_program(command, folder, PROJECT) as process:
            wait_until(lambda: "The lab is ready" in said.read_text(), process, said)
            passwords = {name: secrets.token_urlsafe(12) for name in names}
            with open_accounts(settings) as accounts:
                for name, password in passwords.items():
                    create_person(accounts, name, password, ["demo"])
            url = f"http://127.0.0.1:{port}/"
            yield House(url, passwords, process, lambda: _sandbox_roots(sandboxes))


@contextmanager
def open_stock(names: Sequence[str], python: str = sys.executable) -> Iterator[House]:
    """JupyterHub as `python` has it, with its SimpleLocalProcessSpawner, server and kernel."""
    with scratch_folder() as folder:
        port, hub_port, api_port = free_ports(3)
        password = secrets.token_urlsafe(12)
        config = folder / "jupyterhub_config.py"
        config.write_text(
            STOCK_CONFIG.format(
                port=port,
                hub_port=hub_port,
                api_port=api_port,
                proxy=[str(node_program()), str(PROXY_PACKAGE / "bin/configurable-http-proxy")],
                password=password,
                homes=folder / "homes",
            )
        )
        command = (python, "-m", "jupyterhub", "-f", str(config))
        with running_program(command, folder, folder) as process:
            url = f"http://127.0.0.1:{port}/"
            wait_until(lambda: answers(f"{url}hub/login"), process, folder / "said")
            passwords = dict.fromkeys(names, password)
            yield House(url, passwords, process, lambda: _single_user_roots(process.pid))


def _sandbox_roots(records: Path) -> list[int]:
    """Bubblewrap of each person's sandbox, and the warden of what was forked into it."""
    roots: list[int] = []
    for record in records.glob("person-*.json"):
        kept = json.loads(record.read_text())
        command = processes.find_process(kept["command_pid"])
        warden = processes.parent(command) if command is not None else None
        roots += [kept["monitor_pid"], *([warden] if warden is not None else [])]
    return roots


def _single_user_roots(hub: int) -> list[int]:
    return [
        child.pid
        for child in psutil.Process(hub).children()
        if any("jupyterhub-singleuser" in word for word in child.cmdline())
    ]
