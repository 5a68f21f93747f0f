"""The one step of the check: ten answers become a profile. An answer that is missing is asked for.

Pure: needs no page, and keeps no answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.readiness import explain, predict
from playground_demos.demos.readiness.page import profile_page
from playground_demos.demos.readiness.rules import MOST, QUESTIONS, Sector
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import show
from playground_demos.toolkit.choices import taken


@dataclass(frozen=True)
class Steps:
    """The step of visitors whose page is in one language."""

    language: Language

    def check(self, model: None, guessed: object, trade: object, *given: Any) -> tuple[str, Any]:
        """The profile of the answers, which may then be printed."""
        answers, sector = answers_of(given), sector_of(trade)
        profile = predict(model, answers)
        explanation = explain(model, answers, profile)
        return profile_page(profile, explanation, guessed, sector, self.language), show()


def answers_of(given: Sequence[object]) -> tuple[int, ...]:
    """The ten answers.

    Raises:
        VisitorMessage: There are not ten; one that is missing is asked for by its number.
    """
    if len(given) != len(QUESTIONS):
        raise VisitorMessage("답이 열 개가 아닙니다.", "There are not ten answers.")
    return tuple(
        taken(
            answer, range(MOST + 1),
            f"{number}번에 아직 답하지 않으셨습니다. 모르면 ‘아직’을 고르시면 됩니다.",
            f"Number {number} has no answer yet. If you do not know, choose “Not yet”.",
        )
        for number, answer in enumerate(given, 1)
    )  # fmt: skip


def sector_of(chosen: object) -> Sector:
    """The trade, or none in particular."""
    return next((sector for sector in Sector if sector == chosen), Sector.OTHER)
