"""What of the author's notebook is there before a test looks it up."""

import random

from autograder.examiner.author import Author, AuthorCell, CellRole
from autograder.examiner.examination import Examiner, Finding, compile_ahead
from autograder.examiner.link import Link
from autograder.examiner.space import Space
from tests.examined import student


def space_of(locked: str, test: str) -> Space:
    cells = (AuthorCell(locked, CellRole.LOCKED), AuthorCell(test, CellRole.GRADE, "t"))
    return Space(Author(cells))


def test_names_that_tests_look_up_are_made_ahead() -> None:
    space = space_of("data = [1, 2]\nother = 3", "assert data")
    space.make_ahead()
    assert dict(space)["data"] == [1, 2]


def test_names_that_only_a_helper_looks_up_are_made_ahead() -> None:
    space = space_of("import math\n\ndef check():\n    return math.pi", "check()")
    space.make_ahead()
    assert {"check", "math"} <= dict(space).keys()


def test_what_no_test_looks_up_is_not_made() -> None:
    space = space_of("data = [1, 2]", "assert True")
    space.make_ahead()
    assert "data" not in dict(space)


def test_what_draws_from_a_global_generator_is_left_to_the_tests() -> None:
    before = random.getstate()
    space = space_of("import random\nrandom.seed(1)\ndrawn = random.random()", "assert drawn")
    space.make_ahead()
    assert "drawn" not in dict(space)
    assert random.getstate() == before


def test_what_cannot_be_made_ahead_is_made_when_it_is_looked_up() -> None:
    locked = "import sys\nif not hasattr(sys, 'ready_for_data'):\n    raise OSError\ndata = 5"
    cells = (
        AuthorCell(locked, CellRole.LOCKED),
        AuthorCell("def f(): return 5", CellRole.SOLUTION),
        AuthorCell(
            "import sys\nsys.ready_for_data = 1\nassert f() == data\ndel sys.ready_for_data",
            CellRole.GRADE,
            "t",
        ),
    )
    examiner = Examiner(book := Author(cells))
    examiner.space.make_ahead()
    assert "data" not in dict(examiner.space)
    with student("def f(): return 5") as channel:
        found = examiner.examine(cells[2].source, Link(channel, book.trust), 2)
    assert found.finding is Finding.FINISHED


def test_a_name_that_is_bound_again_later_is_the_one_of_its_place() -> None:
    cells = (
        AuthorCell("limit = 1", CellRole.LOCKED),
        AuthorCell("assert f() == limit", CellRole.GRADE, "t0"),
        AuthorCell("limit = 2", CellRole.LOCKED),
        AuthorCell("assert f() + 1 == limit", CellRole.GRADE, "t1"),
    )
    examiner = Examiner(book := Author(cells))
    examiner.space.make_ahead()
    with student("def f(): return 1") as channel:
        link = Link(channel, book.trust)
        for place in (1, 3):
            link.begin()
            found = examiner.examine(cells[place].source, link, place)
            assert found.finding is Finding.FINISHED


def test_a_test_that_does_not_compile_fails_where_it_is_examined_and_no_other() -> None:
    cells = (
        AuthorCell("def f(): return 1", CellRole.SOLUTION),
        AuthorCell("assert f( == 1", CellRole.GRADE, "t0"),
        AuthorCell("assert f() == 1", CellRole.GRADE, "t1"),
    )
    compile_ahead(book := Author(cells))
    examiner = Examiner(book)
    findings = []
    with student("def f(): return 1") as channel:
        link = Link(channel, book.trust)
        for place in (1, 2):
            link.begin()
            findings.append(examiner.examine(cells[place].source, link, place).finding)
    assert findings == [Finding.RAISED, Finding.FINISHED]
