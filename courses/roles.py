"""The closed vocabulary of what a marked cell is for.

The names are the keys that authors write after `# %%`. Holds no rule about cells.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a marked cell is for."""

    SOLUTION = "solution"
    GRADE = "grade"
    ANSWER = "answer"
    TASK = "task"
    LOCKED = "locked"


GRADED_ROLES = frozenset({Role.GRADE, Role.ANSWER, Role.TASK})
