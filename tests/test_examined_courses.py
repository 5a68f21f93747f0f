"""Notebooks as courses elsewhere write them.

They have modules beside them, commands of IPython in them, and tests that leave names for the next.
"""

import asyncio
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Notebook

from autograder.author_notebook import AuthorNotebook, read_author_notebook
from autograder.examiner.plain_python import plain_python
from autograder.examiner.policy import Examine, why_inside
from autograder.run import AuthorText, GuardOrder, RunFile, RunFunction, RunRequest, RunResult
from autograder.verdicts import Outcome

CHECKS = RunFile("checks.py", b"def check(got, wanted):\n    assert got == wanted\n")
FORGED = RunFile("checks.py", b"def check(*_):\n    pass\n")
DOUBLE = ("solution", "def double(x):\n    return 2 * x")
WRONG = {1: "def double(x):\n    return x"}
IMPORTS = ("locked", "%matplotlib inline\nimport checks\nfrom checks import *")


def run(
    warm_run: RunFunction,
    *cells: tuple[str, str],
    answers: dict[int, str] | None = None,
    beside: tuple[RunFile, ...] = (),
    authors: tuple[RunFile, ...] = (),
    guard: GuardOrder | None = None,
) -> RunResult:
    """Run the author's `cells` with the `answers` of a student in their places, as auto does."""
    texts = tuple(AuthorText(text, role, f"c{at}") for at, (role, text) in enumerate(cells))
    notebook = new_notebook()
    for at, (role, text) in enumerate(cells):
        mark = {"grade": role == "grade", "solution": role == "solution", "grade_id": f"c{at}"}
        mark |= {"locked": role != "solution", "points": 1, "schema_version": 3}
        source = (answers or {}).get(at, text)
        notebook.cells.append(new_code_cell(source, metadata={"nbgrader": mark}))
    order = AuthorNotebook(texts, files=authors).order(Examine.AUTO)
    text = nbformat.writes(notebook, version=4)
    return asyncio.run(
        _run(warm_run, RunRequest(text, files=beside, examination=order, guard=guard))
    )


async def _run(warm_run: RunFunction, request: RunRequest) -> RunResult:
    return await warm_run(request)


def outcome(result: RunResult, at: int = -1) -> Outcome:
    return result.cells[at].outcome


@pytest.mark.slow
@pytest.mark.parametrize(
    "test",
    [
        "checks.check(double(2), 4)",
        "check(double(2), 4)",
        "from checks import check as same\nsame(double(2), 4)",
        "%%time\ncheck(double(2), 4)",
        "def test():\n    check(double(2), 4)\nif __name__ == '__main__':\n    test()",
    ],
)
def test_a_test_uses_a_module_beside_the_notebook(warm_run: RunFunction, test: str) -> None:
    """Also where the answer's process has another one of that name, which lets all pass."""
    cells = (IMPORTS, DOUBLE, ("grade", test))
    right = run(warm_run, *cells, beside=(CHECKS,), authors=(CHECKS,))
    wrong = run(warm_run, *cells, answers=WRONG, beside=(FORGED,), authors=(CHECKS,))
    assert (outcome(right), outcome(wrong)) == (Outcome.FINISHED, Outcome.RAISED)
    assert right.notes == wrong.notes == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "test", ["checks.check(double(2), 4)", "import checks\nchecks.check(1, 1)"]
)
def test_a_test_whose_module_is_not_here_runs_inside(warm_run: RunFunction, test: str) -> None:
    result = run(warm_run, IMPORTS, DOUBLE, ("grade", test), beside=(CHECKS,))
    assert outcome(result) is Outcome.FINISHED
    assert "'c2' was examined inside" in result.notes[0]


@pytest.mark.slow
def test_a_helper_of_the_author_s_cannot_be_replaced_for_a_test_that_runs_inside(
    warm_run: RunFunction,
) -> None:
    helpers = (
        "locked",
        "def same(a, b):\n    return a == b\ndef check(got, wanted):\n    assert same(got, wanted)",
    )
    test = ("grade", "open('x', 'w').close()\ncheck(double(2), 4)")
    lie = {1: f"{WRONG[1]}\ndef check(*_): pass\nsame = lambda *_: True"}
    right = run(warm_run, helpers, DOUBLE, test, guard=GuardOrder())
    wrong = run(warm_run, helpers, DOUBLE, test, answers=lie, guard=GuardOrder())
    assert (outcome(right), outcome(wrong)) == (Outcome.FINISHED, Outcome.RAISED)


@pytest.mark.slow
def test_names_that_a_test_leaves_reach_tests_and_cells_that_run_inside(
    warm_run: RunFunction,
) -> None:
    result = run(
        warm_run,
        DOUBLE,
        ("grade", "from math import isclose\nfour = double(2)\nassert isclose(four, 4)"),
        ("locked", "shown = [four]"),
        ("grade", "open('x', 'w').close()\nassert isclose(four, 4)\nsix = double(3)"),
        ("grade", "assert six == 6 and shown == [4]"),
        ("grade", "assert isclose(double(1), 2)"),
    )
    assert {cell.outcome for cell in result.cells} == {Outcome.FINISHED}
    assert result.notes == (
        "Cell 'c1' was run inside as well: a later cell needs its names.",
        "Cell 'c4' was examined inside: "
        "the test needs what cell 'c3' left in the answer's process.",
    )


@pytest.mark.slow
def test_a_test_reads_the_text_of_the_submitted_cell(warm_run: RunFunction) -> None:
    test = ("grade", "import inspect\nassert '2 * x' in inspect.getsource(double)")
    lie = {0: "import inspect\ninspect.getsource = lambda _: '2 * x'\ndef double(x): return x + x"}
    right, wrong = run(warm_run, DOUBLE, test), run(warm_run, DOUBLE, test, answers=lie)
    assert (outcome(right), outcome(wrong)) == (Outcome.FINISHED, Outcome.RAISED)
    assert right.notes == wrong.notes == ()


@pytest.mark.slow
def test_a_cell_of_the_students_own_gets_no_names_of_a_test(warm_run: RunFunction) -> None:
    hidden = ("grade", "secret = 42\nassert double(21) == secret")
    answers = {2: "stolen = secret"}
    result = run(warm_run, DOUBLE, hidden, ("solution", "stolen = 0"), answers=answers)
    assert [cell.outcome for cell in result.cells][1:] == [Outcome.FINISHED, Outcome.RAISED]
    assert result.notes == ()


@pytest.mark.parametrize(("imports", "files"), [("checks", 2), ("math", 0)])
def test_files_beside_a_notebook_are_read_for_the_modules_it_imports(
    tmp_path: Path, imports: str, files: int
) -> None:
    notebook = new_notebook(cells=[new_code_cell(f"import {imports}")])
    nbformat.write(notebook, tmp_path / "exercise.ipynb")
    for name in ("checks.py", "answers.json", ".hidden"):
        (tmp_path / name).touch()
    empty = Notebook(name="exercise")
    found = read_author_notebook(tmp_path / "exercise.ipynb", empty).files
    assert len(found) == files


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("import math", "import math"),
        ("%matplotlib inline\nimport math", "pass\nimport math"),
        ("%%capture out\nx = 1", "x = 1"),
        ("%load_ext autoreload\n%autoreload 2\nx = 1", "pass\npass\nx = 1"),
    ],
)
def test_a_cell_is_read_without_the_commands_of_ipython(source: str, python: str) -> None:
    assert plain_python(source).strip() == python


@pytest.mark.parametrize("source", ["def (", "%%bash\nls", "%run x.py", "!ls"])
def test_commands_that_do_something_stay_visible(source: str) -> None:
    assert why_inside(source) is not None
