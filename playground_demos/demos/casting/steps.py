"""What happens at each step of an inspection: a part is handed over, both judge it, both score.

Pure but for the clock and the dice: needs no page. Keeps nothing of a visitor.
"""

import time
from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.casting import explain, predict
from playground_demos.demos.casting.cost import cost_page, trial_of
from playground_demos.demos.casting.data import KINDS, Kind, part_of
from playground_demos.demos.casting.network import CastingNet
from playground_demos.demos.casting.page import answer_page, part_page
from playground_demos.demos.casting.photo import as_surface, photo_page
from playground_demos.demos.casting.score import Score
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import ask_again, show
from playground_demos.toolkit.choices import taken
from playground_demos.toolkit.pictures import PictureLimits, read_picture


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language
    limits: PictureLimits

    def take(self, model: CastingNet, score: Score) -> tuple[Any, ...]:
        """Hand over a new part, and show what to judge it with."""
        del model  # taking a part needs no model; the ticket keeps floods out
        score = score.take()
        page = part_page(part_of(score.seed or 0), self.language)
        return score, page, ask_again(), show(), show(), ""

    def judge(
        self, model: CastingNet, score: Score, verdict: object, threshold: float
    ) -> tuple[Score, str]:
        """Let the model judge the part that the visitor judged, and tell the truth.

        Raises:
            VisitorMessage: There is no part to judge.
        """
        if score.seed is None:
            raise VisitorMessage("먼저 새 부품을 받아 주세요.", "Please take a new part first.")
        kind = taken(
            verdict, KINDS,
            "AI보다 먼저 판정해 주세요. 다섯 가지 중 하나를 고르면 됩니다.",
            "Please judge before the AI does: choose one of the five.",
        )  # fmt: skip
        began = time.monotonic()
        prediction = predict(model, score.seed)
        seconds = (began - score.taken_at, time.monotonic() - began)
        explanation = explain(model, score.seed, prediction)
        truth = part_of(score.seed)
        limit = min(max(float(threshold), 5.0), 95.0) / 100
        now = score.judge(
            visitor_alarms=kind is not Kind.SOUND,
            model_alarms=prediction.defect >= limit,
            is_faulty=truth.kind is not Kind.SOUND,
        )
        page = answer_page(
            prediction, explanation, truth, kind, limit, now, self.language,
            seconds=None if score.judged else seconds,
            cost=cost_page(trial_of(model), limit, self.language),
        )  # fmt: skip
        return now, page

    def judge_photo(self, model: CastingNet, sent: Any) -> str:
        """Judge a visitor's own photograph; without one there is nothing to say."""
        if not sent:  # the visitor took the photograph away
            return ""
        surface = as_surface(read_picture(sent, self.limits))
        prediction = predict(model, surface)
        return photo_page(surface, prediction, explain(model, surface, prediction), self.language)
