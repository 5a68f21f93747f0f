"""`python -m hub_config check`: is this machine fit, each finding with its cure.

The same findings stop `up` before anything is started. Changes nothing on the machine.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from hub_config.certificate import certificate_findings
from hub_config.database_check import database_findings
from hub_config.errors import LabError
from hub_config.machine import (
    Finding,
    Level,
    disk_finding,
    findings_for_tests,
    gpu_finding,
    memory_finding,
    model_findings,
    port_findings,
    proxy_findings,
    python_finding,
)
from hub_config.places import Places
from hub_config.settings import Settings
from hub_config.state import explain_socket_paths, explain_version, holder
from sandbox.probe import findings

MARKS = {
    Level.FINE: "[green]ok[/]",
    Level.WEAK: "[yellow]weak[/]",
    Level.MISSING: "[red]missing[/]",
}


def run_check(settings: Settings) -> int:
    """Print every finding; 1 where the lab cannot run."""
    findings = list(find_all(settings))
    table = Table("", "what", "found", "what to do", title="Is this machine fit for the lab?")
    for finding in findings:
        table.add_row(MARKS[finding.level], finding.name, finding.found, finding.cure)
    Console().print(table)
    return 1 if any(finding.level is Level.MISSING for finding in findings) else 0


def needed_before_up(settings: Settings) -> list[str]:
    """What keeps the lab from starting, one message each; empty where nothing does."""
    found = [*proxy_findings(), *sandbox_findings(), *port_findings(settings)]
    found += [*database_findings(settings), *certificate_findings(settings)]
    return [finding.told() for finding in found if finding.level is Level.MISSING]


def find_all(settings: Settings) -> Iterator[Finding]:
    """Everything worth knowing before a class; takes seconds, because torch is loaded."""
    yield settings_finding(settings)
    yield python_finding()
    yield from sandbox_findings()
    yield home_finding(settings)
    yield memory_finding()
    yield disk_finding(settings.lab.state_dir)
    yield from state_findings(settings)
    yield from database_findings(settings)
    yield from proxy_findings()
    yield from _ports_or_running_lab(settings)
    yield from model_findings(settings.playground.model_dir)
    yield from certificate_findings(settings)
    yield gpu_finding()
    yield from findings_for_tests()


def settings_finding(settings: Settings) -> Finding:
    """Where the settings came from; wrong ones have been refused before this."""
    if settings.source.exists():
        return Finding("settings", Level.FINE, f"{settings.source} is valid")
    return Finding("settings", Level.FINE, f"no {settings.source}; the defaults hold")


def home_finding(settings: Settings) -> Finding:
    """How the size of homes is held: no file system's quota is asked for."""
    return Finding(
        "homes",
        Level.WEAK,
        f"{settings.trainee.home_mib} MiB each and a file for each 8 KiB, held for what JupyterLab"
        " saves; what code writes is looked at twice a minute",
        "Put state_dir on a disk of its own, so that full homes fill nothing else.",
    )


def state_findings(settings: Settings) -> Iterator[Finding]:
    """Whether the state folder can be used, and by this version."""
    places = Places(settings.lab.state_dir)
    try:
        explain_socket_paths(places)
        explain_version(places)
    except LabError as error:
        yield Finding("state", Level.MISSING, str(error))
    else:
        yield Finding("state", Level.FINE, str(places.state_dir))


def sandbox_findings() -> Iterator[Finding]:
    """What the confinement of trainees and submissions rests on."""
    for finding in findings():
        level = Level.MISSING if finding.essential else Level.WEAK
        level = Level.FINE if finding.ok else level
        yield Finding(finding.name, level, finding.found, finding.cure)


def _ports_or_running_lab(settings: Settings) -> Iterator[Finding]:
    """A running lab of this state folder holds its own ports, rightly."""
    if who := holder(Places(settings.lab.state_dir)):
        yield Finding("lab", Level.FINE, f"is running ({who})")
    else:
        yield from port_findings(settings)
