"""Control groups are named for whom they belong to, so that an abandoned one is known as such.

A sandbox with a record belongs to its lab's folder of records, another to the process that started
it. Only empty groups are ever removed by name: whoever is inside one is not ours to judge here.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

from sandbox import processes
from sandbox.hierarchies import find_control_groups
from sandbox.processes import ProcessKey

_OF_PROCESS = re.compile(r"(?P<pid>\d+)-(?P<start_time>\d+)-[0-9a-f]+")


def name_for_records(name: str, records: Path) -> str:
    """The group of the sandbox `name` that is recorded in the folder `records`."""
    return f"{name}.{_folder_mark(records)}"


def name_for_process(name: str) -> str:
    """The group of a sandbox `name` that only this process knows of."""
    own = processes.find_process(os.getpid())
    assert own is not None
    return f"{name}.{own.pid}-{own.start_time}-{secrets.token_hex(4)}"


def remove_abandoned(records: Path) -> None:
    """Remove empty groups that starters left who were killed before they could record them.

    The caller holds the lock of `records`, so that no start is between the two.
    """
    groups = find_control_groups()
    if groups is None:
        return
    for group_name in groups.names():
        name, _, owner = group_name.rpartition(".")
        if owner == _folder_mark(records):
            abandoned = not (records / f"{name}.json").exists()
        else:
            match = _OF_PROCESS.fullmatch(owner)
            abandoned = match is not None and not processes.is_alive(
                ProcessKey(int(match["pid"]), int(match["start_time"]))
            )
        group = groups.group(group_name)
        if abandoned and not group.pids():
            group.remove(timeout_seconds=1.0)


def _folder_mark(records: Path) -> str:
    return hashlib.sha256(os.fsencode(records.resolve())).hexdigest()[:12]
