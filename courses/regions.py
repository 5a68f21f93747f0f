"""Find solution, hidden-test and mark-scheme regions that nbgrader would mishandle.

nbgrader takes out what lies between `BEGIN X` and `END X` on lines of their own; a region in the
wrong cell or without its end would either stop a release or leak into it. Takes nothing out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.errors import Findings
from courses.roles import Role


@dataclass(frozen=True)
class RegionKind:
    """The words around a region and the cells that may hold one."""

    words: str
    roles: tuple[Role, ...]

    @property
    def rule(self) -> str:
        """The clause that messages quote."""
        return f"{self.words} lies in a cell marked {' or '.join(self.roles)}"


REGION_KINDS = (
    RegionKind("SOLUTION", (Role.SOLUTION, Role.ANSWER)),
    RegionKind("HIDDEN TESTS", (Role.GRADE,)),
    RegionKind("MARK SCHEME", (Role.ANSWER, Role.TASK)),
)


def find_region_problems(
    body: Sequence[str], first_line: int, role: Role | None, findings: Findings
) -> None:
    """Add to `findings` every mistake in the regions of one cell.

    Args:
        body: The cell's lines as they stand in the file.
        first_line: The number of the first of them.
        role: What the cell is marked as.
        findings: Receives the problems.
    """
    for kind in REGION_KINDS:
        _find_problems_of_kind(kind, body, first_line, role, findings)


def _find_problems_of_kind(
    kind: RegionKind,
    body: Sequence[str],
    first_line: int,
    role: Role | None,
    findings: Findings,
) -> None:
    begin, end = f"BEGIN {kind.words}", f"END {kind.words}"
    opened_on: int | None = None
    for number, line in enumerate(body, start=first_line):
        if begin in line:
            if role not in kind.roles:
                cure = f"Move it, or mark the cell `{kind.roles[0]}`."
                findings.add(number, f"{begin} in the wrong cell", kind.rule, cure)
            if opened_on is not None:
                found = f"{begin} inside the one of line {opened_on}"
                findings.add(number, found, "regions do not nest", "Close the first one.")
            opened_on = number
        elif end in line:
            if opened_on is None:
                findings.add(number, f"{end} alone", f"{begin} opens it", "Add it or remove this.")
            opened_on = None
    if opened_on is not None:
        rule = f"{end} closes it within the cell"
        findings.add(opened_on, f"{begin} without an end", rule, f"Add `### {end}`.")
