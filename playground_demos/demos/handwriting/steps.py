"""What happens at each step of reading: the drawing is read, then read without what decided.

Pure: needs no page, and keeps nothing that was drawn.
"""

from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.handwriting import explain, predict
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.page import answer_page
from playground_demos.toolkit.changes import fill, show


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language

    def read(
        self, model: HandwritingNet, strokes: object, guessed: str | None
    ) -> tuple[str, dict[str, Any]]:
        """The answer; where another stroke is left, the decisive one may be erased."""
        prediction = predict(model, strokes)
        explanation = explain(model, strokes, prediction)
        page = answer_page(prediction, explanation, guessed, self.language)
        return page, show(explanation.without_key is not None)

    def read_without(self, model: HandwritingNet, strokes: Any) -> tuple[Any, ...]:
        """Erase the decisive stroke and read the rest."""
        key = explain(model, strokes, predict(model, strokes)).key_stroke
        drawn = [stroke for stroke in strokes if stroke]  # as read_drawing counts them
        rest = drawn[:key] + drawn[key + 1 :]
        return fill(rest or None), *self.read(model, rest, None)
