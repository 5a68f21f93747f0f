"""Every place where the lab grades differently from `nbgrader autograde`, on purpose.

`[grading] strict_nbgrader = true` switches off all of `SCORING`, so that the rows of the gradebook
are those that nbgrader writes. What is in `ALWAYS` is what a sandbox is for and stays. Holds no
code: each difference is made where its step is, which asks `Differences`.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Differences:
    """Which differences are on; a field's name is the key of its sentence in `SCORING`."""

    warnings_cost_nothing: bool = True
    cells_are_repaired: bool = True
    unreadable_is_scored: bool = True
    stuck_or_dead_kernels_fail_one_cell: bool = True
    exit_does_nothing: bool = True
    grade_cells_cannot_be_skipped: bool = True
    strange_results_wait_for_a_person: bool = True
    bad_timestamps_are_ignored: bool = True
    grade_cells_are_guarded: bool = True

    @classmethod
    def none(cls) -> "Differences":
        """As nbgrader does."""
        return cls(**{field.name: False for field in fields(cls)})


SCORING: dict[str, str] = {
    "warnings_cost_nothing": (
        "Text on stderr, such as a warning, costs no points; in nbgrader it makes the cell zero."
    ),
    "cells_are_repaired": (
        "A duplicated, deleted, retyped or relabelled cell is put right from the gradebook's own "
        "copy and noted; nbgrader stops the whole class at a duplicated cell."
    ),
    "unreadable_is_scored": (
        "A notebook that cannot be read scores zero with its reason in the gradebook, open to a "
        "person's review; nbgrader leaves it without a score."
    ),
    "stuck_or_dead_kernels_fail_one_cell": (
        "A cell that ignores interrupts, runs out of memory or ends the process fails alone: the "
        "cells before it are replayed in a fresh kernel and the rest goes on; nbgrader gives the "
        "submission no score."
    ),
    "exit_does_nothing": (
        "exit() and quit() in a cell do not end the kernel; in nbgrader it ends a moment later."
    ),
    "grade_cells_cannot_be_skipped": (
        "The tag skip-execution on a grade cell is ignored; in nbgrader it earns all points."
    ),
    "strange_results_wait_for_a_person": (
        "A grade cell whose numeric result is negative, not a number or above its points waits "
        "for a person, and so does one that is nothing but points and ends in False or a text, or "
        "from outside in anything that is no number; nbgrader gives all points for these and stops "
        "at what is above its points."
    ),
    "bad_timestamps_are_ignored": (
        "A timestamp.txt that holds no date is noted and ignored; nbgrader gives no score."
    ),
    "grade_cells_are_guarded": (
        "A grade cell that runs in the student's process is compiled by us, past the student's"
        " IPython, with builtins and test helpers as they were at first; what was changed is told"
        " to the instructor, and a cell that does not report its end earns nothing. Its points are"
        " the number itself, numpy's too; nbgrader reads what IPython shows, which %precision"
        " rounds, and gives all points for np.float64(0.5)."
    ),
}

ALWAYS: dict[str, str] = {
    "confined": "The notebook runs under a user of its own without network, gradebook or source.",
    "own_folder": "Each notebook runs in a folder of its own; what it writes there is not kept.",
    "own_environment": "The run sees none of the grader's environment variables.",
    "no_links": "Links and special files in a submission are left out and noted.",
    "size_limits": "A submission over [grading] submission_mib or submission_files is not run.",
    "outputs_stay": (
        "What a cell has shown is not changed by display updates once a grade cell has begun."
    ),
    "written_last": "autograded/ appears whole and last, never half written.",
    "all_or_nothing": (
        "The gradebook gets all scores of a submission, or none where it cannot be scored; nbgrader"
        " leaves those of the cells before the one that it stops at."
    ),
}
