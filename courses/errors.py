"""What can go wrong between a lesson's text and its release.

Each message says where, what was found, what was expected and what to do. Prints nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one line of one file; `rule` is the clause that it breaks."""

    path: Path
    line: int
    found: str
    rule: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.found}; {self.rule}. {self.cure}"


class Findings:
    """The problems of one file, collected so that an author sees all of them at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, line: int, found: str, rule: str, cure: str) -> None:
        """Remember one problem."""
        self.problems.append(Problem(self.path, line, found, rule, cure))


class CourseError(Exception):
    """Base of every error of this folder."""


class MarkError(CourseError):
    """A lesson or exercise that cannot be built; holds every mistake of the file at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CourseFileError(CourseError):
    """A course folder or its `course.toml` that cannot be used."""


class ReleaseError(CourseError):
    """An assignment that nbgrader could not turn into a release."""
