"""The deadlines that a course has told, and what one trainee reads of them.

One small file for each course, checked when it comes; a trainee sees their own due time and nobody
else's extension. Enforces nothing: late submissions are accepted, and cost what the gradebook says.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from autograder.spans import say_span
from hub_config.exchange.files import FILES
from hub_config.exchange.records import Attempt, Publication
from hub_config.exchange.store import DEADLINES, RELEASES, Store
from hub_config.trainee.exchange_deadlines import NAME


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Policy(_Table):
    """What lateness costs, in words."""

    korean: str = Field(max_length=1000)
    english: str = Field(max_length=1000)


class Due(_Table):
    """When one assignment is due, and for whom later."""

    due_at: AwareDatetime
    extended: dict[str, AwareDatetime] = {}

    def of(self, trainee: str) -> datetime:
        """The trainee's own due time."""
        return self.extended.get(trainee, self.due_at)


class Deadlines(_Table):
    """All of a course."""

    policy: Policy
    assignments: dict[str, Due]


@dataclass(frozen=True)
class Deadline:
    """One assignment as its trainee reads it; times are aware."""

    course: str
    assignment: str
    due_at: datetime
    extended: bool
    submitted: bool
    policy: Policy

    def say(self, now: datetime) -> tuple[str, str]:
        """How things stand: Korean and English."""
        if self.submitted:
            return "제출했습니다.", "Submitted."
        korean, english = say_span(abs((self.due_at - now).total_seconds()))
        if now <= self.due_at:
            return f"{korean} 남았습니다.", f"{english} left."
        return (
            f"마감이 {korean} 지났습니다. 늦게라도 제출할 수 있습니다.",
            f"Due {english} ago. You can still submit.",
        )


def read_deadlines(publication: Publication | None) -> Deadlines | None:
    """What a course has told; None where it has told nothing yet."""
    if publication is None:
        return None
    text = (publication.folder / FILES / NAME).read_bytes()
    return Deadlines.model_validate_json(text)


def deadlines_of(store: Store, courses: list[str], trainee: str) -> list[Deadline]:
    """The deadlines of what is released to `trainee`, the next one first."""
    found = []
    for course in courses:
        told = read_deadlines(store.publication(DEADLINES, course, course))
        if told is None:
            continue
        released = {release.subject for release in store.publications(RELEASES, course)}
        for assignment in released & told.assignments.keys():
            due = told.assignments[assignment]
            submitted = bool(store.attempts(course, assignment, trainee))
            own, extended = due.of(trainee), trainee in due.extended
            found.append(Deadline(course, assignment, own, extended, submitted, told.policy))
    return sorted(found, key=lambda one: (one.due_at, one.course, one.assignment))


def say_lateness(store: Store, attempt: Attempt) -> dict[str, str] | None:
    """How late an attempt came for its trainee; None if it was in time."""
    told = read_deadlines(store.publication(DEADLINES, attempt.course, attempt.course))
    due = told.assignments.get(attempt.assignment) if told else None
    if due is None or attempt.received_at <= (own := due.of(attempt.trainee)):
        return None
    korean, english = say_span((attempt.received_at - own).total_seconds())
    return {"korean": f"마감 {korean} 뒤", "english": f"{english} late"}
