"""Runs forked behind their assignment's first cells give what runs from the first cell on give."""

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.beginning import TIMESTAMP, begins_with, computes_only, read_beginning
from autograder.errors import RunError
from autograder.run import RunFile, RunFunction, RunLimits, RunRequest, RunResult
from autograder.template import ALWAYS, WHERE_IMPORTED, running_template
from sandbox import processes

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's templates can fork")
SETUP = """import numpy as np
import torch
from torch import nn

torch.manual_seed(3)
generator = np.random.default_rng(11)
table = generator.normal(size=(4, 2))
model = nn.Linear(2, 1)
nn.MSELoss()(model(torch.ones(4, 2)), torch.zeros(4, 1)).backward()"""
CHECK = """def check(name, mine, reference):
    assert np.isclose(mine, reference), f"{name}: {mine} is not {reference}"
"""
BEGINNING = (SETUP, CHECK)
REST = (
    "table.sum(), generator.normal(), torch.rand(2), model.weight.grad.sum().item()",
    "torch.randn(1).item() + nn.Linear(2, 1)(torch.ones(2)).item()",
    "nn.MSELoss()(model(torch.ones(4, 2)), torch.zeros(4, 1)).backward(); model.weight.grad",
    "check('one', 1, 2)",
    "import warnings\nwarnings.warn('careful')",
    "len(In), sorted(Out), _i1 == In[1], In[2].startswith('def check')",
    "import inspect\ninspect.getsource(check), check.__code__.co_filename, check.__module__",
    "exit()",
    "import os, sys, threading\nos.getcwd(), threading.active_count(), sys.path[0]",
    "sorted(name for name in globals() if not name.startswith('_'))",
    "%who_ls",
    "import random\nlen({random.random(), np.random.rand()})",
)


def request_of(*sources: str, **settings: object) -> RunRequest:
    cells = [new_markdown_cell("# Title"), *(new_code_cell(source) for source in sources)]
    request = RunRequest(nbformat.writes(new_notebook(cells=cells)))
    return replace(request, **settings)  # type: ignore[arg-type]


def outputs_of(result: RunResult) -> list[object]:
    cells = nbformat.reads(result.notebook, as_version=4).cells
    return [(cell.execution_count, cell.outputs) for cell in cells if cell.cell_type == "code"]


def has_begun(result: RunResult) -> bool:
    """A cell that ran before the fork took the run no time at all."""
    return result.cells[0].seconds == 0


async def run_begun(run: RunFunction, request: RunRequest) -> RunResult:
    deadline = time.monotonic() + 60
    while not has_begun(result := await run(request)):
        assert time.monotonic() < deadline, "no run was forked behind the first cells"
    return result


@needs_root
async def test_a_run_behind_the_first_cells_says_what_one_from_the_start_says() -> None:
    request = request_of(*BEGINNING, *REST)
    modules = (*ALWAYS, *WHERE_IMPORTED["numpy"], "torch")
    with running_template(modules, BEGINNING) as run:
        begun = await run_begun(run, request)
        # What lies beside a notebook might be read by its first cells.
        whole = await run(replace(request, files=(RunFile("data.txt", b""),)))
    assert not has_begun(whole)
    assert outputs_of(begun) == outputs_of(whole)
    assert [cell.outcome for cell in begun.cells] == [cell.outcome for cell in whole.cells]


@needs_root
async def test_after_a_crash_the_first_cells_are_run_again() -> None:
    request = request_of("import math\nhalf = math.pi / 2", "import os; os._exit(1)", "half")
    with running_template(ALWAYS, ("import math\nhalf = math.pi / 2",)) as run:
        result = await run_begun(run, request)
    assert "1.57" in str(nbformat.reads(result.notebook, as_version=4).cells[-1].outputs)


@needs_root
@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nx = np.array([1.0]) / 0",  # says something
        "import numpy as np\nx = np.random.normal()",  # draws what each run draws anew
        "import math\nx = math.sqrt(-1)",
        "1 + 1",
        "while True:\n    pass",
    ],
)
async def test_first_cells_that_do_more_than_compute_are_left_to_each_run(source: str) -> None:
    others = set(processes.children(os.getpid()))
    limits = RunLimits(cell_seconds=1)
    with running_template((*ALWAYS, *WHERE_IMPORTED["numpy"]), (source,)) as run:
        [template] = set(processes.children(os.getpid())) - others
        assert not has_begun(await run(request_of(source, limits=limits)))
        deadline = time.monotonic() + 60
        while processes.children(template):
            assert time.monotonic() < deadline, "the branch lives on"
            await asyncio.sleep(0.01)
        assert not has_begun(await run(request_of(source, limits=limits)))


@needs_root
async def test_a_killed_branch_of_a_template_is_the_labs_failure_and_its_runs_are_done_again() -> (
    None
):
    source = "import math\nx = 1"
    others = set(processes.children(os.getpid()))
    with running_template(ALWAYS, (source,)) as run:
        [template] = set(processes.children(os.getpid())) - others
        await run_begun(run, request_of(source))
        [branch] = processes.children(template)
        running = asyncio.ensure_future(run(request_of(source, "import time\ntime.sleep(3)")))
        while not processes.children(branch):
            await asyncio.sleep(0.01)
        os.kill(branch, signal.SIGKILL)
        with pytest.raises(RunError):
            await running
        assert not has_begun(await run(request_of(source)))


def test_a_run_may_begin_behind_cells_that_are_the_very_same() -> None:
    request = request_of(*BEGINNING, "x = 1")
    assert begins_with(request, BEGINNING)
    assert begins_with(replace(request, files=(RunFile(TIMESTAMP, b""),)), BEGINNING)
    assert not begins_with(request, ())
    for other in (
        request_of("x = 1", *BEGINNING),
        request_of(SETUP, CHECK + "\n"),
        request_of(SETUP),
        replace(request, files=(RunFile("numpy.py", b""),)),
        replace(request, exit_does_nothing=False),
        replace(request, kernel_name="ir"),
        replace(request, limits=RunLimits(cpu_threads=2)),
    ):
        assert not begins_with(other, BEGINNING)


@pytest.mark.parametrize("source", BEGINNING)
def test_a_cell_that_computes_may_be_run_ahead(source: str) -> None:
    assert computes_only(source)


@pytest.mark.parametrize(
    "source",
    [
        *("import os", "from time import time", "import numpy.testing", "from numpy import *"),
        *("import torch.utils.data", "import pandas as pd\npd.read_csv('x')", "open('x')"),
        *("import numpy as np\nnp.load('x')", "import numpy as np\nnp.random.default_rng()"),
        *("import numpy as np\nnp.random.seed(1)", "import pandas as pd\npd.Timestamp('now')"),
        *("().__class__", "__import__('os')", "%time x = 1", "!ls", "print(1)", "from . import x"),
        *("import pandas as pd\npd.eval('1')", "await x", "x = [", "", "getattr(x, 'y')"),
        *("import numpy as np\nnp.lib.format", "from numpy import load", "df.to_csv('x')"),
        *("import pandas as pd\npd.Timestamp.now()", "import torch\ntorch.cuda.init()"),
    ],
)
def test_a_cell_that_may_do_more_is_not_run_ahead(source: str) -> None:
    assert not computes_only(source)


def test_the_beginning_ends_at_the_first_cell_that_a_student_may_change(tmp_path: Path) -> None:
    def cell(source: str, **mark: bool) -> nbformat.NotebookNode:
        mark = {"grade": False, "solution": False, "locked": False} | mark
        made: nbformat.NotebookNode = new_code_cell(source, metadata={"nbgrader": mark})
        return made

    def written(cells: Sequence[nbformat.NotebookNode]) -> Path:
        path = tmp_path / "a.ipynb"
        nbformat.write(new_notebook(cells=cells), path)
        return path

    first = [new_markdown_cell("hi"), cell("x = 1", locked=True), cell("y = 2", locked=True)]
    for last in (
        new_code_cell("z = 3"),
        cell("z = 3", solution=True),
        cell("assert x", grade=True, locked=True),
        cell("import os", locked=True),
    ):
        path = written([*first, last, cell("z = 4", locked=True)])
        assert read_beginning([path]) == ("x = 1", "y = 2")
    assert read_beginning([path, path]) == ()
    path.write_text("no notebook")
    assert read_beginning([path]) == ()
