"""`[exchange]`: what trainees may hand in, and how much of it; `[instant]`: what is graded at once.

Only the models and their defaults. Does not say where things are stored: that follows from
`[lab] state_dir`.
"""

from pydantic import Field

from hub_config.trainee.bundle import BundleLimits
from sandbox.settings import ByAssignment, Section

MIB = 1024 * 1024


class ExchangeSection(Section):
    """`[exchange]`: limits of submissions, releases and feedback."""

    submission_mib: int = Field(
        default=64, ge=1, description="Largest submission, all its files together, in MiB."
    )
    release_mib: int = Field(
        default=512, ge=1, description="Largest released assignment or feedback, in MiB."
    )
    file_count: int = Field(
        default=1000, ge=1, description="Most files in one submission or release."
    )
    path_bytes: int = Field(
        default=512, ge=32, le=2048, description="Longest file name with its folders, in bytes."
    )
    submissions_per_minute: int = Field(
        default=10, ge=1, description="Submissions that one trainee may begin in a minute."
    )
    trainee_mib: int = Field(
        default=2048, ge=1, description="All attempts of one trainee in one course, in MiB."
    )
    reserve_mib: int = Field(
        default=256, ge=0, description="Disk space that no upload may take from the lab, in MiB."
    )
    upload_seconds: int = Field(
        default=600, ge=10, description="Longest time that one upload may take."
    )
    membership_seconds: int = Field(
        default=10, ge=1, description="How long a person's courses are remembered from the hub."
    )

    def submission_limits(self) -> BundleLimits:
        """What a trainee may send."""
        return self._limits(self.submission_mib)

    def release_limits(self) -> BundleLimits:
        """What an instructor may send."""
        return self._limits(self.release_mib)

    def _limits(self, mebibytes: int) -> BundleLimits:
        return BundleLimits(mebibytes * MIB, self.file_count, self.path_bytes)


class InstantRule(Section):
    """`[instant."COURSE/ASSIGNMENT"]`: an assignment that is graded as soon as it is handed in."""

    attempts: int = Field(
        default=0,
        ge=0,
        description="Submissions of one trainee that are graded at once; 0 means any number.",
    )
    cool_down_seconds: int = Field(
        default=60,
        ge=0,
        le=604_800,
        description="From one such submission of a trainee to the next, in seconds.",
    )


class InstantSection(ByAssignment):
    """`[instant]`: assignments graded as soon as they are handed in, a table each; else none."""

    __pydantic_extra__: dict[str, InstantRule]

    def rules(self) -> dict[tuple[str, str], InstantRule]:
        """What holds for each assignment, by course and assignment."""
        return self.by_assignment()
