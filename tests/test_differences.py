"""Every difference from nbgrader has its sentence and its case; strict mode switches all off."""

import copy
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.differences import ALWAYS, SCORING, Differences
from tests.grading_course import (
    ASSIGNMENT,
    NOTEBOOK,
    RIGHT,
    answer,
    cell_of,
    grade,
    make_course,
    nbgrader,
    results,
    scores,
    submit,
)

Scores = dict[str, float | None]

FULL: Scores = {"doubles_numbers": 2.0, "greets_by_name": 1.0, "share_counts": 0.5}
STRIPS_TESTS = """
strip = lambda lines: ['pass' if line.startswith('assert') else line for line in lines]
get_ipython().input_transformers_post.append(strip)
"""
WARNS = (
    "import sys\nright = double\n"
    "def double(x):\n    print('careful', file=sys.stderr)\n    return right(x)"
)


@dataclass(frozen=True)
class Case:
    """A submission and the automatic scores of its three tests, by nbgrader and by us.

    No scores at all is a submission that nbgrader leaves without any.
    """

    text: str
    stock: Scores
    ours: Scores
    change: Callable[[NotebookNode], None] = lambda notebook: None
    file: str | None = None
    """What is handed in where the notebook belongs."""
    time: str | None = None


def copy_a_test(notebook: NotebookNode) -> None:
    notebook.cells.append(copy.deepcopy(cell_of(notebook, "doubles_numbers")))


def skip_a_test(notebook: NotebookNode) -> None:
    cell_of(notebook, "doubles_numbers").metadata["tags"] = ["skip-execution"]


# What nbgrader stops at, and the scores that it leaves of the cells before.
STOPS = RIGHT.replace("return 0.5", "return 1.5")
LEFT: Scores = {"doubles_numbers": 2.0, "greets_by_name": 1.0, "share_counts": None}


def early(cell: str, answers: str = RIGHT) -> str:
    """The answers with one more cell before the first test."""
    return answers.replace("# %% greet", f"# %%\n{cell}\n# %% greet")


WRONG = RIGHT.replace("return 2 * x", "return 3 * x")
CASES: dict[str, Case] = {
    "warnings_cost_nothing": Case(early(WARNS), FULL | {"doubles_numbers": 0.0}, FULL),
    "unreadable_is_scored": Case(RIGHT, {}, dict.fromkeys(FULL, 0.0), file="{"),
    "stuck_or_dead_kernels_fail_one_cell": Case(early("import os\nos._exit(1)"), {}, FULL),
    "exit_does_nothing": Case(early("exit()\n# %%\nimport time\ntime.sleep(2)"), {}, FULL),
    "grade_cells_cannot_be_skipped": Case(
        WRONG, FULL, FULL | {"doubles_numbers": 0.0}, skip_a_test
    ),
    "strange_results_wait_for_a_person": Case(
        RIGHT.replace("return 0.5", "return float('nan')"),
        FULL | {"share_counts": 1.0},
        FULL | {"share_counts": None},
    ),
    "bad_timestamps_are_ignored": Case(RIGHT, {}, FULL, time="yesterday"),
    "grade_cells_are_guarded": Case(
        early(STRIPS_TESTS, WRONG), FULL, FULL | {"doubles_numbers": 0.0}
    ),
    # Last: nbgrader stops the class there.
    "zz_cells_are_repaired": Case(RIGHT, {}, FULL, copy_a_test),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Scores]]:
    """The scores of every case by stock, by us when we are strict, and by us."""
    found: dict[str, dict[str, Scores]] = {}
    for way in ("stock", "strict", "ours"):
        course = make_course(tmp_path_factory.mktemp(way))
        submit(course, "a_stop", answer(course, STOPS))
        for name, case in CASES.items():
            hand_in(course, name, case)
        if way == "stock":
            nbgrader(course, "autograde", ASSIGNMENT)
        else:
            strict = "true" if way == "strict" else "false"
            # Inside, where the guard is; outside nothing of this reaches a test.
            settings = f'strict_nbgrader = {strict}\nexamine = "inside"'
            assert len(results(grade(course, "--json", settings=settings))) == len(CASES) + 1
        found[way] = {name: automatic_scores(course, name) for name in (*CASES, "a_stop")}
    return found


def hand_in(course: Path, name: str, case: Case) -> None:
    notebook = answer(course, case.text)
    case.change(notebook)
    folder = submit(course, name, notebook if case.file is None else case.file)
    assert (folder / f"{NOTEBOOK}.ipynb").exists()
    if case.time is not None:
        (folder / "timestamp.txt").write_text(case.time)


def automatic_scores(course: Path, student: str) -> Scores:
    """Nothing where nbgrader made the rows and then gave no score."""
    found = {name: score for name, (score, _) in scores(course, student).items() if name in FULL}
    return {} if set(found.values()) == {None} else found


def test_every_difference_has_a_sentence_and_a_case() -> None:
    assert [field.name for field in fields(Differences)] == list(SCORING)
    assert all(text.endswith(".") for text in (*SCORING.values(), *ALWAYS.values()))
    assert {name.removeprefix("zz_") for name in CASES} == set(SCORING)


def test_strict_mode_switches_off_all_of_them() -> None:
    assert not any(asdict(Differences.none()).values())


def test_they_are_on_unless_asked_otherwise() -> None:
    assert all(asdict(Differences()).values())


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_nbgrader_scores_as_the_list_says(graded: dict[str, dict[str, Scores]], name: str) -> None:
    assert graded["stock"][name] == CASES[name].stock


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_strict_mode_scores_as_nbgrader_does(
    graded: dict[str, dict[str, Scores]], name: str
) -> None:
    assert graded["strict"][name] == graded["stock"][name]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_difference_is_what_the_list_says(
    graded: dict[str, dict[str, Scores]], name: str
) -> None:
    assert graded["ours"][name] == CASES[name].ours


@pytest.mark.slow
def test_a_submission_that_cannot_be_scored_gets_no_scores_in_strict_mode(
    graded: dict[str, dict[str, Scores]],
) -> None:
    assert graded["stock"]["a_stop"] == LEFT
    assert graded["strict"]["a_stop"] == {}
