"""The beginning of an assignment: the author's locked cells that every student's run would repeat.

A template of one assignment runs them once, silently, and runs that begin with the very same cells
are forked behind them. Only cells that could not do otherwise in a run of their own: they compute
from what stands in them with a few libraries, name no file, clock or chance without a seed, print
nothing, and leave no thread or descriptor. Whatever else they do, each run does them itself, as it
does when a file lies beside its notebook. Nothing of a submission is run here.
"""

import ast
import contextlib
import io
import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.run import RunRequest

MODULES = frozenset(
    {"numpy", "pandas", "torch", "math", "statistics", "itertools", "functools", "collections"}
    | {"operator", "dataclasses", "typing", "string", "fractions", "decimal", "enum", "abc"}
    | {"bisect", "heapq", "re", "hashlib", "hmac"}
)
MOST_SECONDS = 5
"""All of them together; what takes longer, each run does itself."""
THREADS = 1  # of numerical libraries: with more, what they began could not be forked
TIMESTAMP = "timestamp.txt"  # which collecting puts beside every notebook
# A run's process is the third of its sandbox; ipykernel names the files of cells for it.
CELLS_FOLDER = "/tmp/ipykernel_3"
# Not "exit = ...": IPython would call the old `exit` with the rest of the line.
EXIT_DOES_NOTHING = "globals().update(dict.fromkeys(('exit', 'quit'), lambda *_, **__: None))"

# What reads or writes files, asks a clock, runs text, or reaches for the interpreter.
_REFUSED_NAMES = frozenset(
    {"open", "exec", "eval", "compile", "input", "print", "globals", "locals", "vars", "exit"}
    | {"quit", "breakpoint", "help", "getattr", "setattr", "delattr", "get_ipython", "display"}
    | {"id", "hash", "In", "Out"}
)
_REFUSED_ATTRIBUTES = re.compile(
    r"_.*|(read|load|save|dump|open|show|print|info|display)(_?\w*)|\w*(file|txt|memmap|pickle)\w*"
    r"|now|today|utcnow|query|pipe|plot|hist|boxplot|lib|ctypeslib|f2py|io|test|testing"
    r"|DataSource|seed|set_option|options|style"
)
_KEPT_TO = {"to_numpy", "to_list", "to_dict", "to_datetime", "to_numeric", "to_frame"}
_KEPT_TO |= {"to_timedelta", "to_period", "to_timestamp"}
_REFUSED_PARTS = {
    "hub",
    "multiprocessing",
    "distributed",
    "utils",
    "cuda",
    "compile",
    "onnx",
    "jit",
}
_NEED_A_SEED = {"default_rng", "RandomState", "SeedSequence", "PCG64", "MT19937", "Philox", "SFC64"}


def read_beginning(notebooks: Sequence[Path]) -> tuple[str, ...]:
    """The sources of the cells with which every run of an assignment begins; perhaps none."""
    if len(notebooks) != 1:
        return ()
    found: list[str] = []
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        for cell in json.loads(notebooks[0].read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            mark = cell["metadata"].get("nbgrader", {})
            source = _source_of(cell)
            is_locked = mark.get("locked") and not mark.get("grade") and not mark.get("solution")
            if not is_locked or not computes_only(source):
                break
            found.append(source)
    return tuple(found)


def _source_of(cell: Mapping[str, Any]) -> str:
    """As nbformat writes it, or a line each."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def computes_only(source: str) -> bool:
    """Whether a cell does nothing but compute, as far as its text can tell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return bool(tree.body) and all(map(_is_harmless, ast.walk(tree)))


def _is_harmless(node: ast.AST) -> bool:
    match node:
        case ast.Import(names):
            return all(_may_be_imported(alias.name) for alias in names)
        case ast.ImportFrom(module, names, level):
            return (
                level == 0
                and _may_be_imported(module or "")
                and all(_may_be_reached(alias.name) for alias in names)
            )
        case ast.Name(name):
            return name not in _REFUSED_NAMES and not name.startswith("__")
        case ast.Attribute(attr=name):
            return _may_be_reached(name)
        case ast.Call(function, arguments, keywords):
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name == "eval":  # a network's, which asks for nothing
                return not (arguments or keywords)
            return name not in _NEED_A_SEED or bool(arguments or keywords)
        case ast.Constant(str(text)):
            return text not in {"now", "today"}
    return not isinstance(node, ast.Global | ast.Nonlocal | ast.Await | ast.AsyncFunctionDef)


def _may_be_imported(name: str) -> bool:
    first, *others = name.split(".")
    return first in MODULES and all(map(_may_be_reached, others))


def _may_be_reached(name: str) -> bool:
    if name in _REFUSED_PARTS:
        return False
    if name.startswith("to_"):
        return name in _KEPT_TO
    return name != "*" and _REFUSED_ATTRIBUTES.fullmatch(name) is None


def begins_with(request: RunRequest, beginning: Sequence[str]) -> bool:
    """Whether a run may be forked behind `beginning`: it would do the same, and can see no file."""
    if not beginning or not request.exit_does_nothing or request.kernel_name != "python3":
        return False
    if request.limits.cpu_threads != THREADS:
        return False
    if any(file.name != TIMESTAMP for file in request.files):
        return False
    cells = json.loads(request.notebook)["cells"]
    sources = [_source_of(cell) for cell in cells if cell["cell_type"] == "code"]
    sources = [source for source in sources if source.strip()]
    return sources[: len(beginning)] == list(beginning) and not any(
        "skip-execution" in cell["metadata"].get("tags", ()) for cell in cells
    )


def begin(path: Path) -> bool:
    """In a fork of a template: run the cells in the JSON file `path`, with the prepared kernel.

    Returns:
        Whether runs may be forked from this process now; else it is of no use any more.
    """
    from autograder.student.main import be_fresh

    sources = json.loads(path.read_text(encoding="utf-8"))
    be_fresh(THREADS)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(MOST_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        is_good = _run(sources) and not os.listdir(folder)  # noqa: PTH208 - names will do
        os.chdir("/")
    signal.alarm(0)
    return is_good


def _run(sources: Sequence[str]) -> bool:
    # Not in the parent, where IPython would take long.
    import ipykernel.compiler

    from autograder.examiner.contents import content_of
    from autograder.student import shell

    kernel: Any = shell.prepared_kernel()
    shell.take_place(kernel.shell)
    kernel.session.pid = os.getpid()  # or what is shown would be dropped, and nobody knew
    before = content_of(_shared_chance()), _held()
    find, streams = ipykernel.compiler.get_tmp_directory, (sys.stdout, sys.stderr)
    ipykernel.compiler.get_tmp_directory = lambda: CELLS_FOLDER
    sys.stdout = sys.stderr = said = io.StringIO()
    try:
        ran = kernel.shell.run_cell(EXIT_DOES_NOTHING, silent=True, store_history=False).success
        for source in sources:
            result = kernel.shell.run_cell(source, store_history=True)
            ran = ran and result.success and result.result is None
            for reading in kernel.readings:
                reading.forget()
    except Exception:
        return False
    finally:
        ipykernel.compiler.get_tmp_directory = find
        sys.stdout, sys.stderr = streams
    kernel.begun = len(sources)
    if "torch" in sys.modules:
        kernel.torch_state = sys.modules["torch"].get_rng_state()
    after = content_of(_shared_chance()), _held()
    return bool(ran) and not said.getvalue() and before == after


def _shared_chance() -> dict[str, object]:
    """The states of the generators that each run seeds anew; torch's always begins the same."""
    from autograder.student.surroundings import read_random

    return {name: state for name, state in read_random().items() if name != "torch"}


def _held() -> tuple[int, int]:
    """How many threads and descriptors this process has."""
    return len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))  # noqa: PTH208
