"""The command `extend` of `python -m autograder`: more time for one student.

Reads the command line and says what changed; what is kept where is in `extensions`.
"""

import argparse
import os

from autograder.as_owner import find_owner, read_as_owner
from autograder.course import find_assignment, open_course, open_gradebook
from autograder.errors import GradingError
from autograder.extensions import grant
from autograder.spans import DAY, HOUR, say_span

MOST_HOURS = 366 * DAY / HOUR


def run(parsed: argparse.Namespace) -> int:
    """Run the command `extend`.

    Raises:
        GradingError: No such course or assignment, or no time that could be granted.
    """
    if not 0 <= parsed.hours <= MOST_HOURS:  # which "nan" is not either
        raise GradingError(
            f"--hours {parsed.hours:g}: expected 0 (take it back) to {MOST_HOURS:g}, a year."
        )
    course_dir = parsed.course_dir.expanduser().absolute()
    if (owner := find_owner(course_dir, os.geteuid())) is not None:
        words = ["extend", "--assignment", parsed.assignment, "--student", parsed.student]
        words += ["--hours", str(parsed.hours)]
        return read_as_owner(course_dir, words, parsed.config, owner, None)
    course = open_course(course_dir)
    with open_gradebook(course) as gradebook:
        assignment = find_assignment(course, gradebook, parsed.assignment)
        if assignment.duedate is None:
            raise GradingError(
                f"{course.root}: {assignment.name!r} has no due date, so nothing of it is late."
                " Set one in formgrader or in course.toml first."
            )
        granted = grant(course, gradebook, assignment.name, parsed.student, parsed.hours)
    time = say_span(parsed.hours * HOUR)[1] if parsed.hours else "no more time"
    print(f"{parsed.student}: {time} for {parsed.assignment}.")
    if granted.penalty_after is None:
        print("Nothing is handed in under this name yet; the time counts when it is.")
    elif granted.penalty_before != granted.penalty_after:
        before, after = granted.penalty_before, granted.penalty_after
        print(f"Late penalty: {before:g} points before, {after:g} now. Release the feedback again.")
    return 0
