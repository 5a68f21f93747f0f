"""Everything that can stop a grading before a submission is looked at.

What goes wrong *within* a submission is never one of these: it becomes a `Reason` in the result,
and the rest of the class is graded.
"""


class GradingError(Exception):
    """The grading cannot go on; the message says where, what was found and what to do."""


class UnknownCourse(GradingError):
    """The folder is no nbgrader course directory."""


class UnknownAssignment(GradingError):
    """The course has no such assignment, or nobody submitted it."""


class UnknownStudent(GradingError):
    """A student was asked for who has submitted nothing for this assignment."""


class GradebookError(GradingError):
    """The gradebook cannot be opened, is locked for too long or has another version."""


class StaleGradebook(GradingError):
    """The author's tests are not yet those of the gradebook; nothing was graded."""


class RunError(GradingError):
    """This lab, and not the submission, failed to run a notebook; it is tried again."""


class RequestError(GradingError):
    """A message to or from the runner that breaks its format; nothing was run."""
