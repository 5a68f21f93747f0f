"""What happens at each step with the polisher: the model is asked, then a wafer is polished.

Pure but for the dice and the day's board: needs no page. A setting outside its slider is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground_demos.about import Language
from playground_demos.demos.cmp import Model, explain, predict
from playground_demos.demos.cmp.data import LEVERS, Recipe, polish, score_of
from playground_demos.demos.cmp.page import GUESS_WORDS, answer_page, wafer_page
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import show
from playground_demos.toolkit.choices import taken


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language

    def ask(self, model: Model, guessed: object, *settings: Any) -> tuple[str, Any, str]:
        """What the model expects of the recipe; then the wafer may be polished."""
        recipe = recipe_of(settings)
        guess = taken(
            guessed, GUESS_WORDS,
            "AI보다 먼저 맞혀 주세요. 모자랄까요, 맞을까요, 지나칠까요?",
            "Please guess before the AI does: too little, right, or too much?",
        )  # fmt: skip
        rates = predict(model, recipe)
        explanation = explain(model, recipe, rates)
        return answer_page(recipe, rates, explanation, guess, self.language), show(), ""

    def polish(self, model: Model, *settings: Any) -> str:
        """Polish a wafer by the recipe, and count its points."""
        recipe = recipe_of(settings)
        wafer = polish(recipe, np.random.default_rng())
        before = model.best.offer(score_of(wafer).total)
        return wafer_page(wafer, predict(model, recipe), before, self.language)


def recipe_of(settings: Sequence[object]) -> Recipe:
    """The recipe that the sliders say.

    Raises:
        VisitorMessage: One of them is not a number of its slider.
    """
    numbers = [value for value in settings if isinstance(value, int | float)]
    if len(numbers) != len(LEVERS) or not all(
        lever.low <= number <= lever.high for lever, number in zip(LEVERS, numbers, strict=True)
    ):
        raise VisitorMessage(
            "손잡이 가운데 하나가 범위를 벗어났습니다. 막대 안의 값으로 맞춰 주세요.",
            "One of the levers is out of its range. Please choose values on the sliders.",
        )
    return Recipe(*map(float, numbers))
