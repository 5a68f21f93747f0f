"""Trials: answers put into a release, and the files that hold them."""

from pathlib import Path

import pytest

from courses.errors import CourseError, MarkError
from courses.marks import read_cells
from courses.notebook import build_notebook
from courses.submissions import extract_solutions, load_trials, make_submission, read_trial

PATH = Path("wrong/one.py")
TRIAL = """\
# %% [markdown]
# 두 배가 아니라 세 배를 돌려줍니다.
#
# loses: double_works, double_zero
# caught by: 두 배

# %% solution="double"
def double(number):
    return 3 * number
"""
EXERCISE = """\
# %% solution="double"
def double(number):
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION

# %% grade="double_works" points=2
assert double(2) == 4
"""


def test_a_trial_says_what_it_is_what_it_loses_and_what_catches_it() -> None:
    trial = read_trial(TRIAL, PATH)
    assert trial.name == "one"
    assert trial.description == "두 배가 아니라 세 배를 돌려줍니다."
    assert trial.loses == ("double_works", "double_zero")
    assert trial.caught_by == "두 배"
    assert trial.solutions == {"double": "def double(number):\n    return 3 * number"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# %% [markdown]\n", "# %%\n", "no description"),
        ('# %% solution="double"', "# %%", "a cell that is no solution"),
        ('# %% solution="double"', '# %% locked="double"', "a cell that is no solution"),
    ],
)
def test_a_malformed_trial_is_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(MarkError, match=words):
        read_trial(TRIAL.replace(old, new), PATH)


def test_a_wrong_solution_must_say_what_catches_it(tmp_path: Path) -> None:
    (tmp_path / "wrong").mkdir()
    text = TRIAL.replace("# caught by: 두 배\n", "")
    (tmp_path / "wrong" / "one.py").write_text(text, encoding="utf-8")
    with pytest.raises(MarkError, match="no `caught by:`"):
        load_trials(tmp_path)


def test_a_right_solution_may_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "right").mkdir()
    (tmp_path / "right" / "one.py").write_text(TRIAL, encoding="utf-8")
    with pytest.raises(MarkError, match="a right solution loses nothing"):
        load_trials(tmp_path)


def test_a_submission_replaces_solutions_and_leaves_the_release_alone() -> None:
    release = build_notebook(read_cells(EXERCISE, PATH))
    submission = make_submission(release, {"double": "double = None"})
    assert submission.cells[0].source == "double = None"
    assert submission.cells[1] == release.cells[1]
    assert "2 * number" in release.cells[0].source


def test_a_solution_that_fits_no_cell_is_refused() -> None:
    release = build_notebook(read_cells(EXERCISE, PATH))
    with pytest.raises(CourseError, match="double_works do not fit"):
        make_submission(release, {"double_works": "pass"})


def test_the_instructor_solutions_are_those_of_the_source() -> None:
    solutions = extract_solutions(build_notebook(read_cells(EXERCISE, PATH)))
    assert list(solutions) == ["double"]
    assert "return 2 * number" in solutions["double"]
