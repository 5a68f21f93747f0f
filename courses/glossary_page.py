"""The glossary as trainees meet it: a page of all terms, and the way to it from each notebook.

A lesson ends with the terms that it explains; an exercise begins with those that it uses. Only
renders; what the terms are and whether they come in order is `courses.glossary`'s matter.
"""

from collections.abc import Iterable, Iterator

from courses.course import LESSONS_LINK, Course
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
    return _say(f"**이 단원에서 뜻을 밝힌 말** {_list_words(terms)} → [용어집]({PAGE_NAME})")


def make_reminder_cell(terms: Iterable[Term], course: Course) -> MarkedCell:
    """The second cell of an exercise: the terms that it uses, and the way to what they mean.

    The link leads from where a trainee's exercise lies, two folders below the home.
    """
    page = f"../../{LESSONS_LINK}/{course.course_id}/{PAGE_NAME}"
    return _say(f"**이 과제에 나오는 말** {_list_words(terms)} → [용어집]({page})")


def _list_words(terms: Iterable[Term]) -> str:
    # Of `calibration (of chances)` the page shows the whole; here it would be brackets in brackets.
    return " · ".join(f"{term.ko}({term.en.split(' (')[0]})" for term in terms)


def _render_table(terms: Iterable[Term]) -> str:
    rows = [f"| {term.ko} | {term.en} | {term.meaning} |" for term in terms]
    return "\n".join(["| 말 | English | 뜻 |", "|---|---|---|", *rows])


def _say(text: str) -> MarkedCell:
    return MarkedCell(Kind.MARKDOWN, text, line=0)
