"""Which code counts as shared, and which does not."""

import pytest

from autograder.similar_page import marked, similar_page
from autograder.similarity import Pair, find_pairs, fingerprints

RELEASED = {
    "double": "def double(numbers):\n    # 여기에 답을 씁니다\n    raise NotImplementedError()\n"
}
LOOP = """\
def double(numbers):
    result = []
    for number in numbers:
        if number is None or number < 0:
            continue
        result.append(2 * number)
    return result
"""
RENAMED = """\
def double(numbers):
    # 제가 직접 생각했습니다
    out = []
    for n in numbers:

        if n is None or n < 0: continue
        out.append(2 * n)
    return out
"""
OWN = """\
def double(numbers):
    kept = filter(lambda one: one is not None and one >= 0, numbers)
    return [one + one for one in kept]
"""


def pairs(**submissions: str) -> tuple[Pair, ...]:
    return find_pairs({name: {"double": code} for name, code in submissions.items()}, RELEASED)


def test_renamed_and_reformatted_code_is_shared() -> None:
    (found,) = pairs(minji=LOOP, junho=RENAMED, hana=OWN)
    assert (found.first, found.second) == ("junho", "minji")
    assert found.share > 0.9


def test_code_that_was_handed_out_is_not_shared() -> None:
    handed_out = {"double": LOOP}
    assert find_pairs({"a": handed_out, "b": handed_out}, {"double": LOOP}) == ()


def test_a_cell_is_compared_whatever_it_is_called_and_wherever_it_stands() -> None:
    split = {"double": "pass", "e1/+": f"import os\n{RENAMED}"}
    (found,) = find_pairs({"junho": split, "minji": {"double": LOOP}}, RELEASED)
    (cell,) = found.cells
    assert (cell.name, found.share > 0.9) == ("e1/+ · double", True)
    assert "continue" in marked(cell.first, cell.first_spans).partition("<mark>")[2]


def test_what_much_of_the_class_wrote_is_not_shared() -> None:
    everybody = {f"trainee-{number}": LOOP for number in range(9)}
    assert pairs(**everybody) == ()


def test_two_who_share_what_nobody_else_wrote_stand_out_in_a_class() -> None:
    others = {f"trainee-{number}": OWN for number in range(9)}
    (found,) = pairs(minji=LOOP, junho=RENAMED, **others)
    assert {found.first, found.second} == {"minji", "junho"}


def test_repeated_code_is_seen_although_other_code_is_subtracted() -> None:
    # copydetect loses it.
    repeated = LOOP + LOOP.replace("double", "again")
    assert len(fingerprints(repeated)) >= len(fingerprints(LOOP))
    assert any(len(places) > 1 for places in fingerprints(repeated).values())


@pytest.mark.parametrize("code", ["", "x", "def (:\n  '''", "\x00\ud800", "(" * 5000])
def test_code_that_is_no_python_is_compared_all_the_same(code: str) -> None:
    found = pairs(minji=code, junho=code, hana=LOOP)
    assert {(pair.first, pair.second) for pair in found} <= {("junho", "minji")}


def test_the_marked_places_are_the_shared_code() -> None:
    (found,) = pairs(minji=f"class Helper:\n    pass\n\n\n{LOOP}", junho=RENAMED)
    (cell,) = found.cells
    shown = "".join(cell.second[start:end] for start, end in cell.second_spans)
    assert "result.append(2 * number" in shown
    assert "class" not in shown


def test_a_page_shows_what_students_wrote_as_text() -> None:
    hostile = LOOP.replace("result", "result_of_script").replace(
        "double(", "double(  # <script>alert(1)</script>\n  "
    )
    (found,) = find_pairs({"<b>a": {"x": hostile}, "b": {"x": hostile}}, RELEASED)
    page = similar_page("<i>과제", [found])
    assert "<script" not in page
    assert "<b>a" not in page
    assert "<i>과제" not in page
    assert "<mark>" in page


def test_marks_stand_where_they_belong() -> None:
    assert marked("a<b c", [(0, 1), (3, 5)]) == "<mark>a</mark>&lt;b<mark> c</mark>"
