"""Marks: what authors write after `# %%`, and how every mistake in it is reported."""

from pathlib import Path

import pytest

from courses.errors import MarkError
from courses.marks import Kind, Mark, read_cells, read_exercise, read_lesson
from courses.roles import Role

PATH = Path("courses/ai/01_unit/exercise.py")
GOOD = """\
# %% [markdown]
# # 제목

# %% locked="setup"
import math

# %% solution="area"
def area(radius):
    ### BEGIN SOLUTION
    return math.pi * radius**2
    ### END SOLUTION

# %% grade="area_of_one" points=2
assert area(1) == math.pi
### BEGIN HIDDEN TESTS
assert area(0) == 0
### END HIDDEN TESTS

# %% [markdown] answer="why" points=0.5
# 왜 그런가요?

# %% [markdown] task="sketch" points=1
# 그려 보세요.
"""
SOLUTION = GOOD[GOOD.index("    ### BEGIN SOLUTION") : GOOD.index('\n# %% grade="area')]


def problems_of(text: str) -> list[str]:
    with pytest.raises(MarkError) as caught:
        read_exercise(text, PATH)
    return [str(problem) for problem in caught.value.problems]


def test_each_role_is_read_with_its_name_points_and_line() -> None:
    cells = read_exercise(GOOD, PATH)
    assert [(cell.line, cell.mark) for cell in cells] == [
        (1, None),
        (4, Mark(Role.LOCKED, "setup")),
        (7, Mark(Role.SOLUTION, "area")),
        (13, Mark(Role.GRADE, "area_of_one", 2.0)),
        (19, Mark(Role.ANSWER, "why", 0.5)),
        (22, Mark(Role.TASK, "sketch", 1.0)),
    ]
    assert cells[0].kind is Kind.MARKDOWN
    assert cells[0].source == "# 제목"


def test_a_test_may_say_why_it_runs_beside_the_answer() -> None:
    text = GOOD.replace("points=2", 'points=2 inside="it follows gradients"')
    [mark] = [cell.mark for cell in read_exercise(text, PATH) if cell.mark and cell.mark.inside]
    assert mark == Mark(Role.GRADE, "area_of_one", 2.0, "it follows gradients")


def test_a_line_that_looks_like_a_cell_inside_a_string_starts_no_cell() -> None:
    cells = read_cells('# %%\ntext = """\n# %% not a cell\n"""\n\n# %%\nprint(text)\n', PATH)
    assert [cell.line for cell in cells] == [1, 6]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('grade="area_of_one"', 'grade="area"', 13, "'area' is already used on line 7"),
        (" points=2", "", 13, "without points"),
        ("points=2", "points=-2", 13, "points=-2"),
        ("points=2", 'points="two"', 13, "points='two'"),
        ("points=2", "points=2 hint=1", 13, "unknown mark 'hint'"),
        ("points=2", 'points=2 inside=" "', 13, "inside=' '"),
        ("points=2", "points=2 inside=true", 13, "inside=True"),
        ('locked="setup"', 'locked="setup" inside="why"', 4, "inside on a locked cell"),
        ('grade="area_of_one" points=2', 'inside="why"', 13, "inside without a mark"),
        ('grade="area_of_one"', "grade=area", 13, "unreadable mark"),
        ('grade="area_of_one"', 'grade="넓이"', 13, "named '넓이'"),
        ('grade="area_of_one"', 'grade="a b"', 13, "named 'a b'"),
        ('grade="area_of_one" points=2', "points=2", 13, "points without a mark"),
        ('grade="area_of_one"', 'grade="x" locked="y"', 13, "2 marks"),
        ('locked="setup"', 'locked="setup" points=1', 4, "points on a locked cell"),
        ('# %% grade="area_of_one"', "# %% 채점", 13, "unreadable mark '채점'"),
        ("    ### END SOLUTION\n", "", 9, "BEGIN SOLUTION without an end"),
        ("    ### BEGIN SOLUTION\n", "", 10, "END SOLUTION alone"),
        ("### END HIDDEN TESTS", "", 15, "BEGIN HIDDEN TESTS without an end"),
        ('solution="area"', 'locked="area"', 9, "BEGIN SOLUTION in the wrong cell"),
        ('grade="area_of_one" points=2', "", 15, "BEGIN HIDDEN TESTS in the wrong cell"),
        (
            "    return math",
            "    ### BEGIN SOLUTION\n    return math",
            10,
            "one of line 9",
        ),
        (SOLUTION, "    return 3\n", 7, "no solution region in a solution cell"),
        ("def area(radius)", "def area(radius", 8, "no Python"),
        ("# 왜 그런가요?\n", "", 19, "an empty cell"),
        ("[markdown] answer", "[raw] answer", 19, "a [raw] cell"),
        ('[markdown] task="sketch"', 'task="sketch"', 22, "task mark on a code cell"),
        ('answer="why"', 'grade="why"', 19, "grade mark on a [markdown] cell"),
        ("# %% [markdown]\n# # 제목", "import os\n\n# %%\nos", 1, "text before the first cell"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    problems = problems_of(GOOD.replace(old, new, 1))
    assert any(
        problem.startswith(f"{PATH}:{line}: ") and words in problem for problem in problems
    ), problems


def test_all_mistakes_of_a_file_are_reported_at_once() -> None:
    text = GOOD.replace(" points=2", "").replace('answer="why"', 'answer="area"')
    assert [problem.split(": ")[0] for problem in problems_of(text)] == [f"{PATH}:13", f"{PATH}:19"]


def test_a_message_says_where_what_the_rule_and_the_cure() -> None:
    assert problems_of(GOOD.replace('grade="area_of_one"', 'grade="area"')) == [
        f"{PATH}:13: grade mark 'area' is already used on line 7; "
        "marks are unique within a notebook. Rename one."
    ]


def test_a_file_without_cells_is_refused() -> None:
    assert "no cell" in problems_of("")[0]


def test_an_exercise_that_grades_nothing_is_refused() -> None:
    assert "no graded cell" in problems_of("# %%\nprint(1)\n")[0]


def test_a_lesson_carries_no_marks() -> None:
    with pytest.raises(MarkError, match=r":4: locked mark 'setup' in a lesson"):
        read_lesson(GOOD, PATH)
