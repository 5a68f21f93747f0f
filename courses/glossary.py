"""One glossary for the courses of a folder, and whether each term is explained before it is used.

`glossary.toml` lies beside the courses that it serves. A term counts as used only where it stands
as a word of its own: after it may come Korean particles and the endings of 하다, 되다 and 이다, and
nothing else in Hangul. Never looks into compounds (임계값표) and guesses no meaning: an everyday
word says so in its entry and is then not looked for. Within one unit the order does not count.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from courses.course import Course, Unit
from courses.errors import CourseFileError, Problem
from courses.marks import Kind, MarkedCell, read_cells
from sandbox.toml_mistakes import explain

GLOSSARY_FILE = "glossary.toml"
_PARTICLE = (
    "은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|나|이나|들|끼리|부터|까지|마다|보다|처럼|"
    "만큼|대로|란|이란|라|이라|라고|이라고|라는|이라는|라면|이라면|라서|이라서|이다|이고|이며|이면|이지|"
    "이지만|이므로|이었|였|입니다|입니까|습니다|인|인데|인지|일|예요|이에요"
)
_VERB = "(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐|시키|시킨|시킬|시켜)[가-힣]*"
_BEFORE = r"(?<![가-힣A-Za-z0-9])"
_AFTER = rf"(?:{_VERB}|(?:{_PARTICLE})*)(?![가-힣A-Za-z0-9])"


class Term(BaseModel):
    """A word of the courses; `introduced_by` names units as `course/assignment`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ko: str
    en: str
    meaning: str = Field(description="One Korean sentence.")
    introduced_by: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = Field(default=(), description="Other ways to write it.")
    everyday: bool = Field(default=False, description="Also a word of daily life: not looked for.")

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the term as a word of its own, whatever particles follow and lines break."""
        return _compile(self.ko, *self.also)


class _Terms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """The terms of a file, in its order."""

    path: Path
    terms: tuple[Term, ...]

    def introduced_by(self, course: Course, unit: Unit) -> tuple[Term, ...]:
        """What a unit explains."""
        return tuple(term for term in self.terms if _name(course, unit) in term.introduced_by)

    def used_by(self, cells: Iterable[MarkedCell], course: Course, unit: Unit) -> tuple[Term, ...]:
        """What an exercise's prose speaks of; everyday words only where the unit explains them.

        Marked cells are passed over: what only a solution says must not reach a release.
        """
        prose = [cell for cell in cells if cell.kind is Kind.MARKDOWN and cell.mark is None]
        own = self.introduced_by(course, unit)
        return tuple(
            term
            for term in self.terms
            if (term in own or not term.everyday) and any(_search(term, cell) for cell in prose)
        )


@dataclass(frozen=True)
class _Text:
    """A lesson or an exercise."""

    path: Path
    cells: tuple[MarkedCell, ...]


def load_glossary(folder: Path) -> Glossary | None:
    """The glossary of a folder of courses; None where there is none.

    Raises:
        CourseFileError: The file is unreadable, or an entry is wrong or there twice.
    """
    path = folder / GLOSSARY_FILE
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8")
        terms = _Terms.model_validate(tomllib.loads(text)).terms
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseFileError(f"{path}: not readable as TOML: {error}. Mend it.") from None
    except ValidationError as error:
        told = "\n".join(
            explain(path, text, _Terms, detail, what="key") for detail in error.errors()
        )
        raise CourseFileError(told) from None
    names = [term.ko for term in terms]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        told = f"{path}: {', '.join(repeated)} is there twice; a term has one entry. Merge them."
        raise CourseFileError(told)
    return Glossary(path, terms)


def find_glossary_problems(glossary: Glossary, courses: Iterable[Course]) -> tuple[Problem, ...]:
    """Terms that no unit explains, and terms used before a unit that explains them.

    Args:
        glossary: The folder's glossary.
        courses: Every course of the folder.
    """
    by_id = {course.course_id: course for course in courses}
    texts = {
        _name(course, unit): tuple(_read_unit(course, unit))
        for course in by_id.values()
        for unit in course.units
    }
    problems = list(_find_unexplained(glossary, texts))
    for course in by_id.values():
        known = _units_before(course, by_id, problems)
        for unit in course.units:
            known.add(_name(course, unit))
            for text in texts[_name(course, unit)]:
                problems += _find_early_uses(glossary, known, text)
    return tuple(sorted(problems))


def _units_before(course: Course, by_id: Mapping[str, Course], problems: list[Problem]) -> set[str]:
    """Every unit that a trainee of `course` has behind them, from its prerequisites on."""
    known: set[str] = set()
    for course_id, last in course.prerequisites.items():
        earlier = by_id.get(course_id)
        names = [unit.assignment for unit in earlier.units] if earlier else []
        if earlier is None or last not in names:
            found = f"prerequisite {course_id} = {last!r}"
            rule = "a prerequisite names a course of this folder and its last unit needed"
            problems.append(Problem(course.folder / "course.toml", 1, found, rule, "Change it."))
            continue
        known |= {f"{course_id}/{name}" for name in names[: names.index(last) + 1]}
        known |= _units_before(earlier, by_id, [])
    return known


def _find_early_uses(glossary: Glossary, known: set[str], text: _Text) -> Iterator[Problem]:
    """The first use in one file of each term that no unit in `known` explains."""
    early = [
        term
        for term in glossary.terms
        if not term.everyday and known.isdisjoint(term.introduced_by)
    ]
    found: set[str] = set()
    for cell in text.cells:
        for term in early:
            match = None if term.ko in found else _search(term, cell)
            if match:
                found.add(term.ko)
                line = cell.line + 1 + cell.source.count("\n", 0, match.start())
                yield Problem(
                    text.path,
                    line,
                    f"the term {match[0]!r} ({term.en})",
                    f"{' or '.join(term.introduced_by)} introduces it, which does not come before",
                    "Say it in other words, explain it here and add the unit to the glossary, or "
                    "declare the course under [prerequisites].",
                )


def _search(term: Term, cell: MarkedCell) -> re.Match[str] | None:
    match = term.pattern.search(cell.source)
    # In code, Latin letters are names of the program; only Hangul is said to a trainee.
    spoken = match and (cell.kind is Kind.MARKDOWN or re.search("[가-힣]", match[0]))
    return match if spoken else None


def _find_unexplained(
    glossary: Glossary, texts: Mapping[str, tuple[_Text, ...]]
) -> Iterator[Problem]:
    """Entries whose unit does not exist, or does not hold the term in bold."""
    rule = "a term stands in bold where a unit introduces it"
    for term in glossary.terms:
        bold = re.compile(r"\*\*" + _spaced(term.ko) + r"\b")
        for name in term.introduced_by:
            if name not in texts:
                found = f"{term.ko!r} is introduced by {name!r}, which is no unit"
                yield Problem(glossary.path, 1, found, rule, "Write `course/assignment`.")
            elif not any(bold.search(cell.source) for text in texts[name] for cell in text.cells):
                found = f"{name} does not hold **{term.ko}**"
                yield Problem(glossary.path, 1, found, rule, "Explain it there or name another.")


def _read_unit(course: Course, unit: Unit) -> Iterator[_Text]:
    for name in ("lesson.py", "exercise.py"):
        path = course.folder / unit.folder / name
        yield _Text(path, read_cells(path.read_text(encoding="utf-8"), path))


def _name(course: Course, unit: Unit) -> str:
    return f"{course.course_id}/{unit.assignment}"


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


@cache
def _compile(*forms: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(map(_spaced, forms))}){_AFTER}")
