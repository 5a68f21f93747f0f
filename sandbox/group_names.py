"""Control groups are named for whom they belong to, so that an abandoned one is known as such.

A sandbox with a record belongs to its lab's folder of records, another to the process that started
it. Nobody is killed by a name, except in a sandbox that was to die with a starter who is dead.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

from sandbox import processes
from sandbox.hierarchies import find_control_groups
from sandbox.processes import ProcessKey

_OF_PROCESS = re.compile(r"(?P<pid>\d+)-(?P<start_time>\d+)-[0-9a-f]{8}(?P<mortal>-mortal)?")


def name_for_records(name: str, records: Path) -> str:
    """The group of the sandbox `name` that is recorded in the folder `records`."""
    return f"{name}.{_folder_mark(records)}"


def name_for_process(name: str, *, die_with_parent: bool) -> str:
    """The group of a sandbox `name` that only this process knows of."""
    own = processes.find_process(os.getpid())
    assert own is not None
    mark = "-mortal" if die_with_parent else ""
    return f"{name}.{own.pid}-{own.start_time}-{secrets.token_hex(4)}{mark}"


def remove_abandoned(records: Path | None) -> None:
    """Remove the groups that starters left who were killed before they could clear them away.

    The caller holds the lock of `records`, so that no start is between group and record. Groups of
    processes without records are looked after in any case.
    """
    groups = find_control_groups()
    if groups is None:
        return
    for group_name in groups.names():
        name, _, owner = group_name.rpartition(".")
        group = groups.group(group_name)
        match = _OF_PROCESS.fullmatch(owner)
        if match is not None:
            starter = ProcessKey(int(match["pid"]), int(match["start_time"]))
            abandoned = not processes.is_alive(starter)
            if abandoned and match["mortal"]:
                group.kill()  # the starter died before the kernel had tied the two together
        else:
            abandoned = (
                records is not None
                and owner == _folder_mark(records)
                and not (records / f"{name}.json").exists()
            )
        if abandoned and not group.pids():
            group.remove(timeout_seconds=1.0)


def _folder_mark(records: Path) -> str:
    return hashlib.sha256(os.fsencode(records.resolve())).hexdigest()[:12]
