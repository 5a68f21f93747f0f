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
import inspect
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from autograder.errors import RunError
from autograder.examiners import Examiners
from autograder.own_folders import OwnFolder, sweep
from autograder.run import RunFunction, RunRequest, RunResult, run_notebook_async
from autograder.run_sandbox import TEMPLATE_ENVIRONMENT
from autograder.settings import GradingSection
from autograder.submission import read_regular_file
from sandbox.template import branch_lives

log = logging.getLogger(__name__)

# What every run needs, down to what IPython imports by name when a cell prints, shows or raises.
ALWAYS = (
    "autograder.student.main",
    "autograder.student.agent",
    "autograder.student.inside",
    # One template serves both; there is no secret in the examiner's code.
    "autograder.examiner.forking",
    *(f"IPython.core.{name}" for name in ("application", "completerlib", "crashhandler")),
    *(f"IPython.core.{name}" for name in ("logger", "oinspect", "pylabtools")),
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "pygments.formatters.terminal256",
    "pygments.styles.default",
    "stack_data",
    "encodings.idna",
    "tornado.platform.asyncio",
)
# What a notebook may import, with what each of them imports when it is first used.
WHERE_IMPORTED: dict[str, tuple[str, ...]] = {
    "numpy": ("numpy", "numpy.ma", "numpy.testing"),
    "pandas": ("pandas", "pandas.io.formats.html", "pandas.io.formats.string"),
    "matplotlib": (
        "matplotlib.pyplot",
        "matplotlib.backends.backend_agg",
        "matplotlib_inline.config",
        *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    ),
    "scipy": ("scipy.stats", "scipy.optimize"),
    "sklearn": (
        *(f"sklearn.{name}" for name in ("datasets", "ensemble", "linear_model", "metrics")),
        *(f"sklearn.{name}" for name in ("model_selection", "neighbors", "pipeline")),
    ),
    "torch": ("torch", "torch._dynamo", "torch.optim", "torch.utils.data"),
    "ipywidgets": ("ipywidgets",),
}
EVERYTHING = (*ALWAYS, *(name for names in WHERE_IMPORTED.values() for name in names))
WORTH_LOADING = 3
"""Submissions that import a library; fewer load it themselves, sooner than all wait for it."""
MOST_NOTEBOOKS_READ = 200
MOST_BYTES_READ = 1 << 20
START_SECONDS = 60
BRANCH = "branch.sock"
_LOOK_SECONDS = 0.005


def modules_for(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """What a template has to load: what the author's notebooks import and we know."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in notebooks]
    used = [name for name in WHERE_IMPORTED if any(_imports(name, text) for text in texts)]
    return (*ALWAYS, *(module for name in used for module in WHERE_IMPORTED[name]))


def libraries_besides(loaded: Sequence[str], submitted: Iterable[Path]) -> tuple[str, ...]:
    """What some of the `submitted` notebooks import besides: each would else take a second for it.

    They may be anything that their owners put there.
    """
    theirs = [
        (read_regular_file(path, MOST_BYTES_READ) or b"").decode("utf-8", "replace")
        for path in submitted
    ]
    return tuple(
        name
        for name, modules in WHERE_IMPORTED.items()
        if not {*modules} <= {*loaded}
        and sum(_imports(name, text) for text in theirs) >= WORTH_LOADING
    )


def _imports(name: str, text: str) -> bool:
    # In JSON, a cell on one line has its lines' ends as two characters.
    return re.search(rf"(?:\b|\\n)(?:import|from) +{name}\b", text) is not None


def prepare() -> None:
    """Do once what every run would else do: make a kernel, and find the file of every module."""
    # Not in the parent, where IPython would take long.
    from autograder.rehearsal import rehearse
    from autograder.student import places, shell

    rehearse()
    # At the first error, it looks at all modules for one that has this file, and remembers theirs.
    inspect.getmodule(compile("", "<nowhere>", "exec"))
    shell.prepare()
    places.look_ahead()
    _leave_pictures_to_notebooks()


def _leave_pictures_to_notebooks() -> None:
    """Have the inline backend imported anew: where it finds a shell, it makes pictures of figures.

    In the template it has found none, and a figure that is drawn without `%matplotlib inline` would
    not be shown.
    """
    if sys.modules.pop("matplotlib_inline.backend_inline", None) is not None:
        del sys.modules["matplotlib_inline"].backend_inline


def template_command(address: Path, modules: Sequence[str] = EVERYTHING) -> tuple[str, ...]:
    """The command line of a template that listens at `address`."""
    return (
        *(sys.executable, "-P", "-s", "-m", "sandbox.template", "--socket", str(address)),
        *(f"--import={name}" for name in modules),
        f"--prepare={__name__}:{prepare.__name__}",
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
    besides = libraries_besides(modules, submitted[:MOST_NOTEBOOKS_READ])
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
    with Examiners(address) as examiners:
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
        with Examiners(None) as examiners:
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
            with Examiners(address) as examiners:
                yield functools.partial(_run_from, process, address, examiners, besides)
        finally:
            process.kill()


def _branch_options(address: Path, besides: Sequence[str]) -> Iterator[str]:
    if besides:
        yield f"--branch={address}"
    for name in besides:
        yield from (f"--branch-import={module}" for module in WHERE_IMPORTED[name])


async def _run_from(
    process: subprocess.Popen[bytes],
    address: Path,
    examiners: Examiners,
    besides: Sequence[str],
    request: RunRequest,
) -> RunResult:
    branch = address.with_name(BRANCH)
    lives = functools.partial(_lives, process)
    ready = await _is_ready(address, lives)
    if ready and any(_imports(name, request.notebook) for name in besides):
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
