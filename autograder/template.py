"""The grading template: what is loaded before a run is forked, and how to have one running.

The lab's supervisor keeps one with everything loaded; a grading command without a lab starts one
for its own duration, with what the assignment itself imports. Only root's can fork into a sandbox;
without one, runs start cold through the same interface. Holds nothing of any submission:
`sandbox.template` sees to that.
"""

import asyncio
import contextlib
import functools
import glob
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import RunError
from autograder.libraries import (
    EVERYTHING,
    WHERE_IMPORTED,
    libraries_besides,
    libraries_in,
    modules_for,
)
from autograder.own_folders import OwnFolder, sweep
from autograder.run import RunFunction, RunRequest, RunResult, run_notebook_async
from autograder.run_sandbox import TEMPLATE_ENVIRONMENT
from autograder.settings import GradingSection
from sandbox.template import branch_lives

if TYPE_CHECKING:
    from autograder.examiners import Examiners

log = logging.getLogger(__name__)

START_SECONDS = 60
BRANCH = "branch.sock"
_LOOK_SECONDS = 0.005


def template_command(address: Path, modules: Sequence[str] = EVERYTHING) -> tuple[str, ...]:
    """The command line of a template that listens at `address`."""
    return (
        *(sys.executable, "-P", "-s", "-m", "sandbox.template", "--socket", str(address)),
        *(f"--import={name}" for name in modules),
        "--prepare=autograder.preparation:prepare",
    )


@contextlib.contextmanager
def choose_run(
    settings: GradingSection, notebooks: Sequence[Path], submitted: Sequence[Path] = ()
) -> Iterator[RunFunction]:
    """The runner's socket where there is one, else sandboxes and a template of our own."""
    if settings.runner_socket.is_socket():
        from autograder.runner_client import RunnerClient

        yield RunnerClient(settings.runner_socket).run
        return
    modules = modules_for(notebooks)
    besides = libraries_besides(modules, submitted)
    with running_template(modules, besides) as run:
        yield run


@contextlib.contextmanager
def start_early(
    settings: GradingSection, course_dir: Path, assignment: str
) -> Iterator[RunFunction | None]:
    """`choose_run` before the course is opened; None where its folder does not tell enough.

    Loading nbgrader takes longer than a template does: so both load at the same time. Where the
    notebooks lie is nbgrader's default; whoever has set another place waits as before.
    """
    notebooks = sorted((course_dir / "source" / assignment).glob("*.ipynb"))
    if not notebooks or os.geteuid() != course_dir.stat().st_uid:
        yield None
        return
    submitted = sorted(course_dir.glob(f"submitted/*/{glob.escape(assignment)}/*.ipynb"))
    with choose_run(settings, notebooks, submitted) as run:
        yield run


@contextlib.contextmanager
def choose_template(address: Path | None) -> Iterator[RunFunction]:
    """How to run notebooks while the context is open; None has a template of our own for it."""
    if address is None:
        with running_template() as run:
            yield run
        return
    sweep()
    with _examiners(address) as examiners:
        yield functools.partial(run_notebook_async, template=address, examiners=examiners)


@contextlib.contextmanager
def running_template(
    modules: Sequence[str] = EVERYTHING, besides: Sequence[str] = ()
) -> Iterator[RunFunction]:
    """How to run notebooks while the context is open: forked from a template, if that can be.

    Notebooks that import one of the libraries `besides` wait for a template forked from the first,
    which loads these while the others run.
    """
    sweep()
    if os.geteuid() != 0:
        log.warning("only root's runs are forked from a warm process; these start cold.")
        with _examiners(None) as examiners:
            yield functools.partial(run_notebook_async, examiners=examiners)
        return
    with (
        OwnFolder("lab-template-") as folder,
        subprocess.Popen(
            (
                *template_command(address := folder.path / "template.sock", modules),
                *("--until-eof", "--no-wardens"),
                *_branch_options(folder.path / BRANCH, besides),
            ),
            env=dict(TEMPLATE_ENVIRONMENT),
            stdin=subprocess.PIPE,  # by which it hears that we have ended, also when killed
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process,
    ):
        try:
            # Closed before the template ends, or nobody would hear how what it forked has ended.
            with _examiners(address) as examiners:
                yield functools.partial(_run_from, process, address, examiners, besides)
        finally:
            process.kill()


def _examiners(template: Path | None) -> "Examiners":
    # Not at the top: it takes long to import, and a template that was started loads meanwhile.
    from autograder.examiners import Examiners

    return Examiners(template)


def _branch_options(address: Path, besides: Sequence[str]) -> Iterator[str]:
    if besides:
        yield f"--branch={address}"
    for name in besides:
        yield from (f"--branch-import={module}" for module in WHERE_IMPORTED[name])


async def _run_from(
    process: subprocess.Popen[bytes],
    address: Path,
    examiners: "Examiners",
    besides: Sequence[str],
    request: RunRequest,
) -> RunResult:
    branch = address.with_name(BRANCH)
    lives = functools.partial(_lives, process)
    ready = await _is_ready(address, lives)
    if ready and not libraries_in(request.notebook).isdisjoint(besides):
        branch_is_there = functools.partial(branch_lives, branch)
        if await _is_ready(branch, branch_is_there):
            address, lives = branch, branch_is_there
    result = await run_notebook_async(request, address if ready else None, examiners)
    if ready and not lives():
        # It took what it had forked along, which is nothing that the notebook did.
        raise RunError("a grading template ended.")
    return result


def _lives(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


async def _is_ready(address: Path, lives: Callable[[], bool]) -> bool:
    """Wait until a template listens; False if it will not."""
    deadline = time.monotonic() + START_SECONDS
    while not address.exists():
        if not lives() or time.monotonic() > deadline:
            log.warning("a grading template did not start; its runs take longer.")
            return False
        await asyncio.sleep(_LOOK_SECONDS)
    return lives()
