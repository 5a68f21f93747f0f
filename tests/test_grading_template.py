"""The grading template: what it loads, for whom, and what becomes of runs when it is killed."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.errors import RunError
from autograder.libraries import ALWAYS, EVERYTHING, libraries_besides, modules_for
from autograder.run import RunFunction
from autograder.template import START_SECONDS, running_template
from autograder.verdicts import Outcome
from sandbox import processes
from tests.test_student_process import notebook_of, outputs_of, request_of


@contextmanager
def template_with_pid(
    modules: tuple[str, ...], besides: tuple[str, ...] = ()
) -> Iterator[tuple[RunFunction, int]]:
    others = set(processes.children(os.getpid()))
    with running_template(modules, besides) as run:
        [template] = set(processes.children(os.getpid())) - others
        yield run, template


async def first_child(pid: int) -> int:
    while not (children := processes.children(pid)):
        await asyncio.sleep(0.005)
    return children[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's templates can fork")
async def test_a_run_whose_template_is_killed_is_the_labs_failure_and_done_again_cold() -> None:
    with template_with_pid(ALWAYS) as (run, template):
        running = asyncio.ensure_future(run(request_of("import time\ntime.sleep(3)")))
        await first_child(template)
        os.kill(template, signal.SIGKILL)
        with pytest.raises(RunError):
            await running
        result = await run(request_of("1 + 1"))
    assert [cell.outcome for cell in result.cells] == [Outcome.FINISHED]


def test_a_template_loads_what_the_notebooks_import(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook_of("import numpy as np\nfrom torch import nn"), encoding="utf-8")
    loaded = modules_for([path])
    assert {"numpy", "torch"} <= set(loaded)
    assert not {"pandas", "sklearn.metrics"} & set(loaded)


def test_what_three_submissions_import_is_loaded_besides(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.ipynb" for number in range(3)]
    for path in paths:
        path.write_text(notebook_of("from sklearn import metrics"), encoding="utf-8")
    assert libraries_besides(ALWAYS, paths) == ("sklearn",)
    assert libraries_besides(EVERYTHING, paths) == ()
    assert libraries_besides(ALWAYS, paths[:2]) == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's runs are forked from a template")
async def test_what_needs_a_library_besides_is_forked_from_a_template_that_has_it() -> None:
    look = "import sys\nprint({*sys.modules} & {'sklearn.metrics', 'numpy'} - {'numpy'})"
    with running_template((*ALWAYS, "numpy"), ("sklearn",)) as run:
        without = await run(request_of(look))
        with_it = await run(request_of(f"{look}\nfrom sklearn import metrics"))
    assert "set()" in outputs_of(without)[0][0]
    assert "{'sklearn.metrics'}" in outputs_of(with_it)[0][0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's runs are forked from a template")
async def test_a_library_besides_is_loaded_as_if_there_were_no_notebook_yet() -> None:
    # Where a notebook wants another backend, its figures are no pictures.
    chosen = "import matplotlib\nmatplotlib.use('Agg')\nfrom matplotlib import pyplot"
    with running_template(ALWAYS, ("matplotlib",)) as run:
        result = await run(request_of(f"{chosen}\npyplot.subplots()[0]"))
        not_chosen = await run(request_of("from matplotlib import pyplot\npyplot.subplots()[0]"))
    assert "<Figure size" in outputs_of(result)[0][0]
    assert "image/png" not in outputs_of(result)[0][0]
    assert ["image/png" in output for output in outputs_of(not_chosen)[0]] == [True, True]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's runs are forked from a template")
async def test_a_library_besides_whose_template_dies_before_it_listens_keeps_nobody_waiting() -> (
    None
):
    with template_with_pid((*ALWAYS, "numpy"), ("sklearn",)) as (run, template):
        os.kill(await first_child(template), signal.SIGKILL)
        async with asyncio.timeout(START_SECONDS / 2):
            result = await run(request_of("from sklearn import metrics"))
    assert [cell.outcome for cell in result.cells] == [Outcome.FINISHED]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's runs are forked from a template")
async def test_a_run_whose_library_s_template_is_killed_is_the_labs_failure() -> None:
    look = "import sys\nassert 'sklearn.metrics' in sys.modules\nfrom sklearn import metrics"
    with template_with_pid((*ALWAYS, "numpy"), ("sklearn",)) as (run, template):
        warm = await run(request_of(look))
        [branch] = processes.children(template)
        running = asyncio.ensure_future(run(request_of(f"{look}\nimport time\ntime.sleep(30)")))
        await first_child(branch)
        os.kill(branch, signal.SIGKILL)
        with pytest.raises(RunError):
            await running
        result = await run(request_of("from sklearn import metrics"))
    assert [cell.outcome for cell in (*warm.cells, *result.cells)] == [Outcome.FINISHED] * 2


def test_a_submission_that_is_no_file_is_not_read_for_what_it_imports(tmp_path: Path) -> None:
    real = tmp_path / "real.ipynb"
    real.write_text(notebook_of("import sklearn"), encoding="utf-8")
    links = [tmp_path / f"{number}.ipynb" for number in range(3)]
    for link in links:
        link.symlink_to(real)
    os.mkfifo(tmp_path / "pipe.ipynb")
    assert libraries_besides(ALWAYS, [*links, tmp_path / "pipe.ipynb"]) == ()
