"""What this machine has and lacks for the lab, each finding with its cure.

Looks and tries, changes nothing: no file is written, no port stays bound, no package installed.
What the confinement of sandboxes needs is `sandbox.probe`'s to say.
"""

import contextlib
import hashlib
import itertools
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil

from hub_config.children import PROXY_PACKAGE, node_program
from hub_config.errors import LabError
from hub_config.settings import Settings
from playground_demos.toolkit.cards import ModelError, load_card

GIB = 1024**3


class Level(StrEnum):
    """What a finding means for the lab."""

    FINE = "fine"
    WEAK = "weak"  # the lab runs, with less
    MISSING = "missing"  # the lab cannot run


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    level: Level
    found: str
    cure: str = ""

    def told(self) -> str:
        """The finding as one message."""
        return f"{self.name}: {self.found}. {self.cure}".rstrip()


def python_finding() -> Finding:
    """Whether this Python can run the lab."""
    version = platform.python_version()
    fine = (3, 11) <= sys.version_info[:2] < (3, 14)
    cure = "" if fine else "Expected 3.11, 3.12 or 3.13: make clean && make up PYTHON=python3.11"
    return Finding("Python", Level.FINE if fine else Level.MISSING, version, cure)


def memory_finding() -> Finding:
    """Memory, and how many trainees it carries by the measured 0.5 GB a cold server with torch."""
    total = psutil.virtual_memory().total
    found = f"{total / GIB:.1f} GiB in {os.cpu_count()} cores"
    if total < 4 * GIB:
        return Finding("memory", Level.WEAK, found, "Expected 4 GiB for a small class; add memory.")
    return Finding("memory", Level.FINE, found)


def disk_finding(state_dir: Path) -> Finding:
    """Room for the state."""
    folder = state_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / GIB:.1f} GiB free at {folder}"
    if free < GIB:
        cure = "Expected 1 GiB at least. Make room, or set [lab] state_dir to another disk."
        return Finding("disk", Level.MISSING, found, cure)
    if free < 10 * GIB:
        return Finding("disk", Level.WEAK, found, "Expected 10 GiB for a class; make room.")
    return Finding("disk", Level.FINE, found)


def proxy_findings() -> Iterator[Finding]:
    """Node and the proxy that it runs."""
    try:
        node = node_program()
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        yield Finding("Node", Level.FINE, version.stdout.strip())
    except (LabError, OSError, subprocess.CalledProcessError) as error:
        yield Finding("Node", Level.MISSING, f"not usable ({error})", "Run: make setup")
    there = (PROXY_PACKAGE / "package.json").exists()
    yield Finding(
        "proxy",
        Level.FINE if there else Level.MISSING,
        "configurable-http-proxy is there" if there else f"{PROXY_PACKAGE} is not there",
        "" if there else "Run: make setup",
    )


def port_finding(name: str, setting: str, host: str, port: int) -> Finding:
    """Whether a port is free, and if not, who has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            holder = port_holder(port)
            found = f"{host}:{port} is not to be had: {holder or error.strerror}"
            cure = f"Expected a free port. Stop that program, or set {setting} to another port."
            return Finding(name, Level.MISSING, found, cure)
    return Finding(name, Level.FINE, f"{host}:{port} is free")


def port_holder(port: int) -> str:
    """The program that listens on a TCP port, as a person names it; empty where it is hidden."""
    with contextlib.suppress(psutil.AccessDenied, psutil.NoSuchProcess):
        for connection in psutil.net_connections(kind="tcp"):
            if not connection.laddr or connection.laddr.port != port:
                continue
            if connection.status == psutil.CONN_LISTEN and connection.pid:
                program = psutil.Process(connection.pid)
                shown = " ".join(program.cmdline())[:80] or program.name()
                return f"process {connection.pid} listens on it ({shown})"
    return ""


def port_findings(settings: Settings) -> Iterator[Finding]:
    """The lab's TCP ports."""
    hub, playground = settings.hub, settings.playground
    yield port_finding("hub's port", "[hub] port", hub.host, hub.port)
    yield port_finding("playground's port", "[playground] port", playground.host, playground.port)
    ports = {"[hub] port": hub.port, "[playground] port": playground.port}
    if playground.operator_port:
        setting = "[playground] operator_port"
        ports[setting] = playground.operator_port
        yield port_finding(
            "operator's port", setting, playground.operator_host, playground.operator_port
        )
    for (one, port), (other, same) in itertools.combinations(ports.items(), 2):
        if port == same:
            yield Finding(
                "ports",
                Level.MISSING,
                f"{one} and {other} are both {port}",
                "Expected a port for each; change one.",
            )


def gpu_finding() -> Finding:
    """The GPU as torch sees it, asked in a process of its own: asking binds a process to it."""
    program = (
        "import torch\n"
        "print('; '.join(torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())))"
    )
    try:
        asked = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
        )
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or ["no message"]
        return Finding("torch", Level.MISSING, f"does not load: {last[0]}", "Run: make setup")
    except subprocess.TimeoutExpired:
        return Finding("torch", Level.WEAK, "did not load within 120 s", "Is the disk busy?")
    if names := asked.stdout.strip():
        return Finding("GPU", Level.FINE, names)
    return Finding("GPU", Level.FINE, "none that torch sees; everything runs on the CPU")


def model_findings(model_dir: Path) -> Iterator[Finding]:
    """Whether the playground's models are those that their cards describe."""
    cure = "Take them from the repository again, or train them: make models"
    cards = sorted(model_dir.glob("*.json"))
    if not cards:
        yield Finding("models", Level.WEAK, f"no model in {model_dir}", cure)
    for path in cards:
        name = f"model {path.stem}"
        try:
            card = load_card(path)
            content = (model_dir / card.model_file).read_bytes()
        except (ModelError, OSError) as error:
            yield Finding(name, Level.WEAK, f"not usable: {error}", cure)
            continue
        if hashlib.sha256(content).hexdigest() == card.sha256:
            yield Finding(name, Level.FINE, f"{len(content) / 1e6:.1f} MB as its card says")
        else:
            yield Finding(name, Level.WEAK, f"{card.model_file} is not what its card says", cure)


def findings_for_tests() -> Iterator[Finding]:
    """What only `make test` needs."""
    only = "Needed by `make test` only. Run: make setup-test"
    wanted = {
        "chromium (tests)": find_chromium(),
        "PostgreSQL (tests)": find_postgresql(),
        "Korean font (tests)": _find_font(),
    }
    for name, path in wanted.items():
        if path is None:
            yield Finding(name, Level.WEAK, "not found", only)
        else:
            yield Finding(name, Level.FINE, str(path))


def find_chromium() -> Path | None:
    """A browser that Playwright can drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    return None


def find_postgresql() -> Path | None:
    """Folder of PostgreSQL's programs; distributions keep them off the search path."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    # "9.6" is older than "15"
    folders.sort(key=lambda folder: float(folder.parent.name.removeprefix("pgsql-")), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _find_font() -> Path | None:
    fonts = Path("/usr/share/fonts")
    patterns = ("**/*anum*", "**/*CJK*", "**/*Pretendard*")
    return next((path for pattern in patterns for path in fonts.glob(pattern)), None)
