"""The Korean text of this lab's own lessons and glossary, in paragraphs, for a language model.

Never reads what a trainee may not see: code, and solutions with their keys. What is held out
depends on a paragraph alone, so that editing one lesson moves no other paragraph between learning
and measuring. Reads the repository and nothing else; writes nothing.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

COURSES = Path(__file__).parents[4] / "courses"
FOLDS = 10
HELD_OUT = 0  # the fold that no training ever reads
LEAST_LETTERS = 10
_CELL = re.compile(r"^# %%(.*)$")
_NEW_PARAGRAPH = re.compile(r"^(?:[-*+>]|\d+\.|#+)\s+")
_MARKS = re.compile(r"\*\*|__|`|\$")


def lab_paragraphs(courses: Path = COURSES) -> tuple[str, ...]:
    """Every paragraph once, in the order of the files; plain text without marks.

    Raises:
        FileNotFoundError: There are no lessons here, as in an installed wheel without a repository.
    """
    lessons = sorted(
        path for name in ("lesson", "exercise") for path in courses.glob(f"*/*/{name}.py")
    )
    if not lessons:
        raise FileNotFoundError(f"{courses}: no lessons to learn from; train in the repository")
    found: dict[str, None] = {}
    for path in lessons:
        for paragraph in _of_program(path.read_text(encoding="utf-8")):
            found.setdefault(paragraph)
    glossary = tomllib.loads((courses / "glossary.toml").read_text(encoding="utf-8"))
    for term in glossary["terms"]:
        found.setdefault(f"{term['ko']}: {term['meaning']}")
    return tuple(one for one in found if _is_korean(one))


def fold_of(paragraph: str) -> int:
    """Which of FOLDS a paragraph belongs to, by its own letters alone."""
    return int.from_bytes(hashlib.blake2b(paragraph.encode(), digest_size=4).digest()) % FOLDS


def _of_program(program: str) -> Iterator[str]:
    """The paragraphs of a py:percent program's Markdown cells, without the solutions in them."""
    lines: list[str] = []
    is_text = is_solution = False
    for line in [*program.splitlines(), "# %%"]:
        if cell := _CELL.match(line):
            yield from _of_markdown(lines)
            lines, is_text = [], "[markdown]" in cell[1]
        elif "### BEGIN SOLUTION" in line:
            is_solution = True
        elif "### END SOLUTION" in line:
            is_solution = False
        elif is_text and not is_solution:
            lines.append(line.removeprefix("#").strip())


def _of_markdown(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        begins = _NEW_PARAGRAPH.match(line)
        if (not line or begins or line.startswith("|")) and paragraph:
            yield _MARKS.sub("", " ".join(paragraph))
            paragraph = []
        if line and not line.startswith(("|", "<", "!")):
            paragraph.append(_NEW_PARAGRAPH.sub("", line))


def _is_korean(paragraph: str) -> bool:
    """Whether most letters are Hangul and there are enough of them to learn from."""
    hangul = len(re.findall("[가-힣]", paragraph))
    return hangul >= LEAST_LETTERS and hangul >= 2 * len(re.findall("[A-Za-z]", paragraph))
