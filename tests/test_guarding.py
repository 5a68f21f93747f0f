"""Grade cells in the student's own process: what is forged earns nothing, and is told."""

import asyncio
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from autograder.guarding import show_signs
from autograder.libraries import ALWAYS
from autograder.run import GuardOrder, RunFunction, RunRequest, RunResult
from autograder.signs import SENTENCES, Sign, Tampering, read_sign
from autograder.template import running_template

POINTS = 2
FAILS = "assert answer() == 42"


def graded(source: str, name: str = "a") -> NotebookNode:
    cell: NotebookNode = new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "grade_id": name,
        "grade": True,
        "solution": False,
        "points": POINTS,
    }
    return cell


@pytest.fixture(scope="module")
def forked() -> Iterator[RunFunction]:
    with running_template((*ALWAYS, "numpy", "numpy.testing")) as run:
        yield run


def run_guarded(
    forked: RunFunction, *cells: NotebookNode | str, classes: tuple[str, ...] = ()
) -> RunResult:
    made = [cell if isinstance(cell, NotebookNode) else new_code_cell(cell) for cell in cells]
    notebook = nbformat.writes(new_notebook(cells=made))

    async def run() -> RunResult:
        return await forked(RunRequest(notebook, guard=GuardOrder(classes)))

    return asyncio.run(run())


def grade_cells(result: RunResult) -> list[NotebookNode]:
    cells = nbformat.reads(result.notebook, as_version=4).cells
    return [cell for cell in cells if "nbgrader" in cell.metadata]


def points_of(cell: NotebookNode) -> float:
    return float(determine_grade(cell)[0])


# A wrong answer, with what shall make it right, and the word for it where there is one.
ATTACKS = {
    "a tracer": ("sys.settrace(lambda *a: None)", "tracer"),
    "a profiler": ("sys.setprofile(lambda *a: None)", "tracer"),
    "a jump over the assertion": (
        "def jump(frame, event, arg):\n"
        "    if event == 'line':\n"
        "        try: frame.f_lineno += 1\n"
        "        except ValueError: pass\n"
        "    return jump\n"
        "def answer():\n"
        "    sys._getframe(1).f_trace = jump\n"
        "    sys.settrace(jump)\n"
        "    return 41",
        None,
    ),
    "assertions taken out of the tree": (
        "import ast\nclass T(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "ip.ast_transformers.append(T())",
        "notebook_hook",
    ),
    "the text rewritten": (
        "ip.input_transformers_post.append(lambda lines: ['pass\\n'])",
        "notebook_hook",
    ),
    "an event before each cell": (
        "def forge(*_):\n    global answer\n    answer = lambda: 41\n"
        "ip.events.register('pre_execute', forge)\nip.events.register('pre_run_cell', forge)",
        "notebook_hook",
    ),
    "errors that nobody shows": (
        "type(ip).showtraceback = lambda *a, **k: None\n"
        "ip.set_custom_exc((Exception,), lambda *a, **k: None)",
        "notebook_hook",
    ),
    "a kernel that does not send": (
        "ip.kernel.send_response = lambda *a, **k: None",
        "notebook_hook",
    ),
    "a kernel that runs nothing": (
        "async def nothing(*a, **k):\n"
        "    return {'status': 'ok', 'execution_count': 1, 'user_expressions': {}, 'payload': []}\n"
        "ip.kernel.do_execute = nothing",
        "unfinished",
    ),
    "a builtin": (
        "import builtins\nbuiltins.AssertionError = builtins.abs = lambda *a: None",
        "builtin",
    ),
    "a module": ("import math\nsys.modules['math'] = math.isclose = lambda *a: True", "module"),
    "the result of its own choice": (
        "def answer():\n    data = {'data': {'text/plain': '2.0'}, 'metadata': {}}\n"
        "    ip.kernel.send_response(ip.kernel.iopub_socket, 'execute_result',"
        " {**data, 'execution_count': 1})\n    return 41",
        None,
    ),
    "outputs that are cleared": (
        "import threading\nfrom IPython.display import clear_output\n"
        "def answer():\n    clear_output(wait=True)\n    return 41",
        None,
    ),
    "a report without its nonce": (
        "from IPython.display import display\n"
        "def answer():\n    display({'application/vnd.lab.evidence+json':"
        " {'done': True, 'points': '2.0'}}, raw=True)\n    sys.exit()",
        None,
    ),
    "an end before the end": ("def answer(): raise SystemExit(0)", None),
    "a fork that comes back": (
        "import os\ndef answer():\n    child = os.fork()\n"
        "    if child: os.waitpid(child, 0)\n    return 41 + (child == 0)",
        None,
    ),
    "a thread": (
        "import threading, time\n"
        "def forge():\n    while True:\n        globals()['answer'] = lambda: 41\n"
        "        time.sleep(0.01)\n"
        "threading.Thread(target=forge, daemon=True).start()",
        "thread",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_a_forged_test_earns_nothing_and_is_told(forked: RunFunction, name: str) -> None:
    attack, what = ATTACKS[name]
    result = run_guarded(
        forked, f"import sys\nip = get_ipython()\ndef answer(): return 41\n{attack}", graded(FAILS)
    )
    [cell] = grade_cells(result)
    assert points_of(cell) == 0
    found = {sign.what for sign in result.signs}
    assert what is None or Tampering(what) in found, result.signs


@pytest.mark.slow
def test_a_helper_of_tests_is_put_back_while_a_test_runs(forked: RunFunction) -> None:
    result = run_guarded(
        forked,
        "import numpy as np\nmine = np.testing.assert_equal = lambda *a, **k: None",
        graded("np.testing.assert_equal(1, 2)"),
        graded("np.testing.assert_equal(1, 1)", "b"),
        "assert np.testing.assert_equal is mine",
    )
    assert [points_of(cell) for cell in grade_cells(result)] == [0, POINTS]
    assert {sign.what for sign in result.signs} == {Tampering.TEST_HELPER}
    assert {sign.cell for sign in result.signs} == {"a", "b"}
    assert not nbformat.reads(result.notebook, as_version=4).cells[-1].outputs


@pytest.mark.slow
def test_chance_is_put_back_while_a_test_runs(forked: RunFunction) -> None:
    source = "import random\nrandom.random = lambda: 0.5\nrandom.Random.shuffle = lambda *_: None"
    test = (
        "import random\nassert random.random() != random.random()\n"
        "drawn = list(range(40))\nrandom.Random(1).shuffle(drawn)\nassert drawn != list(range(40))"
    )
    result = run_guarded(forked, source, graded(test))
    assert [points_of(cell) for cell in grade_cells(result)] == [POINTS]
    assert {sign.how for sign in result.signs} == {
        "random.random is now <lambda>",
        "random:Random.shuffle is now <lambda>",
    }


@pytest.mark.slow
def test_a_class_that_is_hidden_from_the_collector_is_told(forked: RunFunction) -> None:
    source = (
        "import gc\ndef make():\n    class Liar(int):\n"
        "        def __eq__(self, other): return True\n    return Liar()\n"
        "made = [make()]\n{}\ndef answer(): return made[0]"
    )
    for hide in ("", "gc.freeze()"):
        told = run_guarded(forked, source.format(hide), graded(FAILS)).signs
        assert [sign.how for sign in told] == ["class Liar says itself __eq__"]


@pytest.mark.slow
def test_an_object_that_compares_itself_is_told_unless_the_author_asked_for_one(
    forked: RunFunction,
) -> None:
    source = "class Liar:\n    def __eq__(self, other): return True\ndef answer(): return Liar()"
    told = run_guarded(forked, source, graded(FAILS)).signs
    assert [(sign.what, sign.how) for sign in told] == [
        (Tampering.COMPARISON, "class Liar says itself __eq__")
    ]
    assert not run_guarded(forked, source, graded(FAILS), classes=("Liar",)).signs


@pytest.mark.slow
def test_a_library_that_is_imported_late_shows_no_sign(forked: RunFunction) -> None:
    result = run_guarded(forked, "import torch", graded("assert torch.ones(1).sum() == 1"))
    assert not result.signs
    assert [points_of(cell) for cell in grade_cells(result)] == [POINTS]


@pytest.mark.slow
def test_a_number_of_a_class_of_its_own_counts_as_that_number(forked: RunFunction) -> None:
    result = run_guarded(forked, graded("class Share(float):\n    pass\nShare(0.5)"))
    assert [points_of(cell) for cell in grade_cells(result)] == [0.5]


@pytest.mark.slow
def test_honest_notebooks_show_no_sign_and_get_their_points(forked: RunFunction) -> None:
    honest = (
        "import dataclasses, enum, logging, math, random, unittest, warnings\n"
        "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\n"
        "@dataclasses.dataclass\nclass Point:\n    x: int\n"
        "class Colour(enum.Enum):\n    RED = 1\n"
        "class Bag(list):\n    pass\n"
        "random.seed(1); np.random.seed(1); np.set_printoptions(precision=3)\n"
        "warnings.simplefilter('ignore'); logging.basicConfig()\n"
        "pd.set_option('display.max_rows', 5)\n"
        "max = 3\nprint = print\ndef answer(): return 42"
    )
    tests = {
        "an assertion": "assert answer() == 42",
        "a value": "answer()\nassert Point(1) == Point(1)\nanswer() / 42 + 1",
        "all points": f"import numpy as np\nnp.float64({POINTS})",
        "a check that waits": "import asyncio\nawait asyncio.sleep(0)\nassert answer() == 42",
        "a magic": "%who_ls int\n!echo from the shell\nassert answer() == 42",
        "a figure": "plt.figure(figsize=(1, 1)); plt.plot([1, 2])",
        "a name for the next": "left = 1",
        "a name of the last": "assert left == 1",
        "nothing": "# only a comment",
    }
    result = run_guarded(forked, honest, *(graded(test, name) for name, test in tests.items()))
    first = nbformat.reads(result.notebook, as_version=4).cells[0]
    assert first.outputs == []
    assert result.signs == ()
    cells = dict(zip(tests, grade_cells(result), strict=True))
    points = {name: points_of(cell) for name, cell in cells.items()}
    assert points == dict.fromkeys(tests, float(POINTS))
    assert any("image/png" in output.get("data", {}) for output in cells["a figure"].outputs)


@pytest.mark.slow
def test_the_traceback_shows_the_instructor_the_line_of_the_test(forked: RunFunction) -> None:
    result = run_guarded(
        forked, "def answer():\n    return {}['x']", graded("first = 1\nassert answer() == 42")
    )
    [cell] = grade_cells(result)
    text = "\n".join(cell.outputs[-1].traceback)
    assert "assert answer() == 42" in text
    assert "return {}['x']" in text
    assert cell.outputs[-1].ename == "KeyError"
    assert "autograder" not in text


@pytest.mark.slow
def test_the_text_of_a_test_is_not_in_the_history(forked: RunFunction) -> None:
    result = run_guarded(
        forked,
        graded("assert 1 == 1  # the hidden one"),
        "import linecache\n[hidden for hidden in In if 'hidden ' + 'one' in hidden]",
        "[name for name in linecache.cache if 'grade cell' in name]",
    )
    cells = nbformat.reads(result.notebook, as_version=4).cells
    assert [cell.outputs[0].data["text/plain"] for cell in cells[1:]] == ["[]", "[]"]


@pytest.mark.slow
@pytest.mark.parametrize("value", ["'0.9'", "False", "float('nan')"])
def test_points_that_are_no_number_wait_for_a_person(forked: RunFunction, value: str) -> None:
    result = run_guarded(forked, f"def share(): return {value}", graded("share()"))
    [cell] = grade_cells(result)
    assert cell.outputs[-1].data["text/plain"] == "nan"


def test_a_sign_is_one_of_ours_and_short() -> None:
    assert set(SENTENCES) == set(Tampering)
    assert read_sign("a", "brilliant", "x") is None
    assert read_sign("a", ["tracer"], "x") is None
    assert read_sign("a", "tracer", 1) is None
    sign = read_sign("a", "tracer", "\x1b[31m" + "x" * 1000)
    assert sign is not None
    assert sign.how.startswith("?[31m")
    assert len(sign.how) == 200


def test_signs_stand_below_their_cell_and_change_no_points() -> None:
    cell = graded("assert True")
    cell.outputs = [new_output("execute_result", {"text/plain": "1.5"})]
    notebook: Any = new_notebook(cells=[cell, graded("assert True", "b")])
    show_signs(notebook, (Sign("a", Tampering.TRACER, "sys.settrace"),))
    assert "sys.settrace" in cell.outputs[-1].data["text/plain"]
    assert points_of(cell) == 1.5
    assert not notebook.cells[1].outputs
