"""Run one notebook in a sandbox: plain data in, plain data out.

The seam of the grader: a `RunRequest` holds everything a run may see, a `RunResult` everything it
said, and both travel as JSON (`autograder.wire`) to wherever sandboxes can be started. Never raises
for what the notebook does, only for what the lab fails to do. Decides no score, and does not know
the gradebook.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.signs import Sign
from autograder.verdicts import Outcome

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.examiners import Examiners

MIB = 1024 * 1024


@dataclass(frozen=True)
class RunLimits:
    """What one notebook's run may use."""

    cell_seconds: int = 30
    notebook_seconds: int = 600
    memory_bytes: int = 2048 * MIB
    processes: int = 128
    cell_output_bytes: int = 4 * MIB
    notebook_output_bytes: int = 16 * MIB
    cpu_threads: int = 1
    """Threads that numerical libraries are told to use."""


@dataclass(frozen=True)
class RunFile:
    """A file beside the notebook; `name` is relative, with `/` between its parts."""

    name: str
    content: bytes


@dataclass(frozen=True)
class AuthorText:
    """A code cell of the author's notebook; `role` as `autograder.examiner.author` has it."""

    source: str
    role: str
    name: str = ""


@dataclass(frozen=True)
class ExaminationOrder:
    """Which grade cells to examine from a second process, and what it needs to know.

    `cells` is the author's notebook, hidden tests included. `inside` names the grade cells that the
    student's own process runs, with the reason. With `falls_back`, so does it with a cell that
    turns out to need the student's live objects; else such a cell fails. `files` are the author's
    own, never the submission's.
    """

    cells: tuple[AuthorText, ...]
    inside: dict[str, str] = field(default_factory=dict)
    falls_back: bool = True
    files: tuple[RunFile, ...] = ()


@dataclass(frozen=True)
class GuardOrder:
    """Guard the grade cells that the student's process runs; see `autograder.guarding`."""

    classes: tuple[str, ...] = ()
    """Names of the author's own classes, which may say what they are equal to."""


@dataclass(frozen=True)
class RunRequest:
    """A sanitised notebook to run.

    `restarts` is how often a fresh kernel takes over from one that died or hung; the cells that had
    finished are replayed in it. With 0, the rest of the notebook is NOT_REACHED.
    """

    notebook: str
    """nbformat 4 as JSON text."""
    files: tuple[RunFile, ...] = ()
    kernel_name: str = "python3"
    limits: RunLimits = field(default_factory=RunLimits)
    restarts: int = 3
    exit_does_nothing: bool = True
    examination: ExaminationOrder | None = None
    """None runs every cell in the student's process."""
    guard: GuardOrder | None = None
    """None runs grade cells there as all other cells, through the student's IPython."""


@dataclass(frozen=True)
class CellRun:
    """What happened to the cell at `index` of the notebook."""

    index: int
    outcome: Outcome
    seconds: float = 0.0


@dataclass(frozen=True)
class RunResult:
    """What a run said.

    `notebook` is the request's with outputs; a cell that did not finish carries an error output of
    ours that says why. `cells` has one entry for each code cell that is not empty.
    `memory_bytes` is the largest measured while it ran.
    """

    notebook: str
    cells: tuple[CellRun, ...]
    seconds: float
    memory_bytes: int = 0
    kernels: int = 1
    notes: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    """What an instructor should look at; it costs no points by itself."""


def write_notebook(notebook: Mapping[str, Any]) -> str:
    """A notebook as JSON for a request or a result.

    On one line: json's quick encoder knows no indentation, which nbformat's files have.
    """
    return json.dumps(notebook)


def read_notebook(text: str) -> "NotebookNode":
    """A notebook of a request or a result, which was checked before it was written.

    nbformat's own reader would check it once more, a tenth of what the gradebook's thread does.
    """
    from nbformat import convert, reader

    notebook: NotebookNode = convert(reader.reads(text), 4)
    return notebook


RunFunction = Callable[[RunRequest], Awaitable[RunResult]]


def run_notebook(request: RunRequest, template: Path | None = None) -> RunResult:
    """Run `request` here, in a sandbox of its own, and wait for the end.

    Args:
        request: What to run.
        template: Socket of a template (`autograder.template`) that forks it; else it starts cold.

    Raises:
        RunError: The lab failed: no sandbox, no such kernel, no answer from a kernel that has run
            nothing yet. The notebook is not to blame.
    """  # noqa: DOC502
    return asyncio.run(run_notebook_async(request, template))


async def run_notebook_async(
    request: RunRequest, template: Path | None = None, examiners: "Examiners | None" = None
) -> RunResult:
    """`run_notebook` for a caller that has an event loop; cancelling it stops the sandbox.

    `examiners` are shared with other runs; without them there are some for this run alone.
    """
    from autograder.cells import NotebookRun  # nbclient takes long to import
    from autograder.examiners import Examiners

    if examiners is not None:
        return await NotebookRun(request, template, examiners).run()
    with Examiners(template) as examiners:
        return await NotebookRun(request, template, examiners).run()
