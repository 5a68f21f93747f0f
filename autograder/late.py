"""What a late submission costs, and the sentences that tell it.

`PointsADay` is a plug-in for nbgrader's `AssignLatePenalties.plugin_class`; a `course.toml` with a
`[late]` table sets it. `find_policy` says in words what the plug-in of a course does, so that
trainees read what the gradebook will do. Knows no due date: the gradebook does.
"""

import math
from dataclasses import dataclass

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float, Integer
from traitlets.config import Config

from autograder.spans import DAY, MINUTE, say_span


@dataclass(frozen=True)
class Policy:
    """What happens to late submissions, for trainees."""

    korean: str
    english: str


FREE = Policy("늦게 내도 점수가 빠지지 않습니다.", "A late submission loses no points.")


class PointsADay(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes a share of the points for each day begun, after a time of grace."""

    grace_minutes = Float(0.0, min=0.0, help="This much later is still in time.").tag(config=True)
    percent_a_day = Float(
        0.0, min=0.0, max=100.0, help="Of the points earned, for each day begun since the due time."
    ).tag(config=True)
    days = Integer(
        None, min=1, allow_none=True, help="After so many days nothing is earned; None: no end."
    ).tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points to take off `score`; None for none."""
        if total_seconds_late <= self.grace_minutes * MINUTE:
            return None
        begun = math.ceil(total_seconds_late / DAY)
        if self.days is not None and begun > self.days:
            return score
        return score * min(100.0, self.percent_a_day * begun) / 100

    def say(self) -> Policy:
        """The rule as trainees read it."""
        if not self.percent_a_day and self.days is None:
            return FREE
        korean, english = [], []
        if self.grace_minutes:
            span = say_span(self.grace_minutes * MINUTE)
            korean.append(f"마감 뒤 {span[0]}까지는 제때 낸 것으로 봅니다.")
            english.append(f"Up to {span[1]} after the due time is still in time.")
        if self.percent_a_day:
            percent = f"{self.percent_a_day:g}%"
            later = ("더 늦으면", "After that") if self.grace_minutes else ("늦게 내면", "If late")
            korean.append(
                f"{later[0]} 마감부터 하루마다 얻은 점수의 {percent}가 빠집니다."
                " 하루가 안 되어도 하루로 셉니다."
            )
            english.append(
                f"{later[1]}, each day begun since the due time takes {percent} of the points you"
                " earned."
            )
        if self.days is not None:
            korean.append(f"마감에서 {self.days}일이 지나면 점수를 받을 수 없습니다.")
            english.append(f"More than {self.days} day{'s' * (self.days > 1)} late earns nothing.")
        return Policy(" ".join(korean), " ".join(english))


def find_policy(config: Config) -> Policy:
    """What the late-submission plug-in that nbgrader's configuration names does, in words."""
    assigning = AssignLatePenalties(config=config)
    assigning.init_plugin()
    plugin = assigning.plugin_inst
    if isinstance(plugin, PointsADay):
        return plugin.say()
    if type(plugin) is LateSubmissionPlugin:
        if plugin.penalty_method == "zero":
            return Policy(
                "마감이 지나면 점수를 받을 수 없습니다.", "A late submission earns no points."
            )
        return FREE
    return Policy(
        "늦은 제출이 어떻게 채점되는지는 강사님께 여쭤 보세요.",
        "Ask your instructor how late submissions are graded.",
    )
