"""A playground for a crowd: this lab's, or the same demos in plain Gradio, at one's own address.

Both get the same number of workers and threads. The bench is one address, as a venue is: ours has
its doors as they come, but for `address_visitors`, which is set for the largest crowd. A flooder
meets it as it comes.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.programs import answers, free_ports, running_program, scratch_folder, wait_until
from playground_demos.catalogue import PACKAGE, find_demos
from sandbox import processes

PROJECT = Path(__file__).parent.parent.parent
WORKERS = 2
MOST_VISITORS = 6000
OURS = (
    "import sys; from playground_demos.__main__ import main;"
    " sys.exit(main(['--config', sys.argv[1]], sys.argv[2]))"
)
# Gradio would ask another machine; torch has as many threads as ours.
SETTINGS = ("GRADIO_ANALYTICS_ENABLED=False", "OMP_NUM_THREADS=1")


@dataclass(frozen=True)
class House:
    """A playground that runs; `is_ours` says where its pages are and whether it has tickets."""

    url: str
    is_ours: bool
    demos: tuple[str, ...]
    pid: int
    folder: Path

    def page(self, demo: str) -> str:
        """The address of a demo's page."""
        return f"{self.url}/demos/{demo}" + ("?lang=ko" if self.is_ours else "/ko/")

    def api(self, demo: str) -> str:
        """Where its queue is."""
        return f"{self.url}/demos/{demo}/ko/gradio_api"

    def memory_bytes(self) -> int:
        """What all its processes have of their own: PSS would move with everybody else's."""
        return processes.own_bytes(processes.descendants(self.pid))

    def processor_seconds(self) -> float:
        """What it has used so far."""
        return processes.cpu_seconds(processes.descendants(self.pid))

    def disk_bytes(self) -> int:
        """What its folder holds: state, cache, log."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


@contextmanager
def open_ours(
    package: str = PACKAGE,
    workers: int = WORKERS,
    settings: str = "",
    address_visitors: int = MOST_VISITORS,
) -> Iterator[House]:
    """This lab's playground with its defaults."""
    with scratch_folder() as folder:
        [port] = free_ports(1)
        file = folder / "lab.toml"
        settings += f"address_visitors = {address_visitors}\n"
        file.write_text(
            f'[lab]\nstate_dir = "v"\n[playground]\nport = {port}\noperator_port = 0\n'
            f"workers = {workers}\n{settings}"
        )
        command = (sys.executable, "-c", OURS, str(file), package)
        with running_program(command, folder, PROJECT) as process:
            url = f"http://127.0.0.1:{port}"
            wait_until(lambda: _is_up(url), process, folder / "said")
            yield House(url, True, tuple(find_demos(package=package)), process.pid, folder)


@contextmanager
def open_plain(package: str = PACKAGE, workers: int = WORKERS) -> Iterator[House]:
    """The same demos in Gradio alone."""
    with scratch_folder() as folder:
        [port] = free_ports(1)
        words = ("--port", str(port), "--workers", str(workers), "--package", package)
        command = ("env", *SETTINGS, sys.executable, "-m", "bench.visitors.plain", *words)
        with running_program(command, folder, PROJECT) as process:
            url = f"http://127.0.0.1:{port}"
            names = tuple(find_demos(package=package))
            page = f"{url}/demos/{names[-1]}/ko/"
            wait_until(lambda: answers(page), process, folder / "said")
            yield House(url, False, names, process.pid, folder)


def _is_up(url: str) -> bool:
    try:
        states = httpx.get(f"{url}/health").json()["demos"]
    except (httpx.TransportError, ValueError):
        return False
    return set(states.values()) == {"up"}
