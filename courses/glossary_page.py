"""The glossary as trainees meet it: a notebook of all terms, and each lesson's own at its end.

Only renders; what the terms are and whether they come in order is `courses.glossary`'s matter.
"""

from collections.abc import Iterable, Iterator

from courses.course import Course
from courses.glossary import Glossary, Term
from courses.marks import Kind, MarkedCell

PAGE_NAME = "glossary.ipynb"


def list_page_cells(glossary: Glossary, courses: Iterable[Course]) -> Iterator[MarkedCell]:
    """The cells of the page: one table for each unit that introduces terms."""
    yield _say(
        "# 용어집 (Glossary)\n\n"
        "수업에서 처음 뜻을 밝힌 단원 아래에 모았습니다. 한 말에는 한 가지 뜻만 씁니다.\n\n"
        "*Each term stands under the unit that introduces it.*"
    )
    for course in courses:
        units = [(unit, glossary.introduced_by(course, unit)) for unit in course.units]
        if any(terms for _, terms in units):
            yield _say(f"## {course.title} ({course.title_en})")
        for number, (unit, terms) in enumerate(units, start=1):
            if terms:
                yield _say(f"### {number}. {unit.title}\n\n{_render_table(terms)}")


def make_recall_cell(terms: Iterable[Term]) -> MarkedCell:
    """The last cell of a lesson: the terms that it introduced, and the way to all others."""
    words = " · ".join(f"{term.ko}({term.en})" for term in terms)
    return _say(f"**이 단원에서 뜻을 밝힌 말** {words} → [용어집]({PAGE_NAME})")


def _render_table(terms: Iterable[Term]) -> str:
    rows = [f"| {term.ko} | {term.en} | {term.meaning} |" for term in terms]
    return "\n".join(["| 말 | English | 뜻 |", "|---|---|---|", *rows])


def _say(text: str) -> MarkedCell:
    return MarkedCell(Kind.MARKDOWN, text, line=0)
