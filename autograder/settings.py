"""`[grading]` of lab.toml: how a submission is run and what it may use.

An instructor's own `c.Execute.timeout` in nbgrader_config.py goes before `cell_seconds`, as it does
in nbgrader, and what `[grading.limits]` says of an assignment goes before both.
"""

import unicodedata
from pathlib import Path

from pydantic import Field

from autograder.examiner.policy import Examine
from sandbox.settings import ByAssignment, Section


class AssignmentLimits(Section):
    """`[grading.limits."COURSE/ASSIGNMENT"]`: what is other for one assignment."""

    cell_seconds: int | None = Field(
        default=None, ge=1, le=86_400, description="Longest run of one of its cells, in seconds."
    )
    notebook_seconds: int | None = Field(
        default=None,
        ge=1,
        le=86_400,
        description="Longest run of one of its notebooks, in seconds.",
    )
    memory_mib: int | None = Field(
        default=None, ge=128, description="Memory of one notebook's run, in MiB."
    )
    processes: int | None = Field(
        default=None, ge=8, description="Processes and threads of one notebook's run."
    )
    cell_output_kib: int | None = Field(
        default=None, ge=16, description="Output of one cell, in KiB."
    )
    notebook_output_kib: int | None = Field(
        default=None, ge=64, description="Output of one notebook, in KiB."
    )


class LimitsSection(ByAssignment):
    """`[grading.limits]`: other limits for single assignments, a table each."""

    __pydantic_extra__: dict[str, AssignmentLimits]


class GradingSection(Section):
    """`[grading]`: how a submission is run and what it may use."""

    jobs: int = Field(
        default=0,
        ge=0,
        le=1024,
        description="Notebooks that are run at the same time; 0 means one for each core.",
    )
    cell_seconds: int = Field(
        default=30,
        ge=1,
        le=86_400,
        description="Longest run of one cell, in seconds, where the course does not say otherwise.",
    )
    notebook_seconds: int = Field(
        default=600, ge=1, le=86_400, description="Longest run of one notebook, in seconds."
    )
    memory_mib: int = Field(
        default=2048, ge=128, description="Memory of one notebook's run, in MiB."
    )
    processes: int = Field(
        default=128, ge=8, description="Processes and threads of one notebook's run."
    )
    cell_output_kib: int = Field(
        default=4096,
        ge=16,
        description="Output of one cell, in KiB; a cell that prints more is stopped and fails.",
    )
    notebook_output_kib: int = Field(
        default=16_384, ge=64, description="Output of one notebook, in KiB."
    )
    submission_mib: int = Field(
        default=64,
        ge=1,
        le=512,
        description="Largest submission, all of its files together, in MiB.",
    )
    submission_files: int = Field(default=1000, ge=1, description="Most files in one submission.")
    tries: int = Field(
        default=2, ge=1, le=10, description="How often a run is tried when the lab itself failed."
    )
    examine: Examine = Field(
        default=Examine.AUTO,
        description=(
            "Where grade cells are examined: inside (in the student's process, as nbgrader does),"
            " outside (from a second process, so that no answer can read or forge a test), or auto"
            " (as the course says, else outside where the cell and the author's own answer allow"
            " it)."
        ),
    )
    strict_nbgrader: bool = Field(
        default=False,
        description="Score exactly as nbgrader autograde does, without the lab's differences.",
    )
    runner_socket: Path = Field(
        default=Path("/run/lab/runner/runner.sock"),
        description="Socket of the runner; where it does not exist, runs are started here.",
    )
    limits: LimitsSection = Field(
        default=LimitsSection(), description="Other limits for single assignments."
    )

    def limits_of(self, course_id: str, assignment: str) -> dict[str, int]:
        """The limits that hold for this assignment alone, by the name of their setting."""
        one = self.limits.by_assignment().get((course_id, unicodedata.normalize("NFC", assignment)))
        return {} if one is None else one.model_dump(exclude_none=True)

    def largest(self, setting: str) -> int:
        """The largest value of a limit that any assignment has."""
        values: list[int] = [getattr(self, setting)]
        for one in self.limits.by_assignment().values():
            values.append(getattr(one, setting) or 0)
        return max(values)
