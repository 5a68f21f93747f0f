"""What happens at each step of teaching: an example is added, the model is tested, or watched.

Pure: needs no page. The examples are the page's own, come with each step and are not kept.
"""

from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.teach import EXAMPLES, explain, predict
from playground_demos.demos.teach.network import EyeNet
from playground_demos.demos.teach.page import SIGNS, answer_page, live_page
from playground_demos.demos.teach.shelf import (
    KINDS,
    MOST_EXAMPLES,
    as_example,
    example_of,
    read_shelf,
)
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import fill
from playground_demos.toolkit.choices import taken
from playground_demos.toolkit.pictures import PictureLimits


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language
    limits: PictureLimits

    def teach(
        self, kind: int, model: EyeNet, drawn: object, sent: object, kept: object
    ) -> tuple[Any, ...]:
        """Put what was drawn or sent on the shelf, and clear the square for the next.

        Raises:
            VisitorMessage: There are enough of that kind.
        """
        del model  # an example needs no model; the ticket keeps floods out
        examples = read_shelf(kept).examples
        if sum(of == kind for of, _ in examples) >= MOST_EXAMPLES:
            raise VisitorMessage(
                f"{SIGNS[kind]}은 보기 {MOST_EXAMPLES}개면 충분합니다. 하나를 눌러 빼거나"
                " 시험해 보세요.",
                f"{MOST_EXAMPLES} examples of {SIGNS[kind]} are enough. Touch one to take it"
                " away, or test.",
            )
        example = as_example(example_of(drawn, sent, self.limits))
        return fill([*examples, [kind, example]]), fill(None), fill(None)

    def fill_shelf(self) -> list[list[Any]]:
        """Our examples, as the page keeps them."""
        return [
            [kind, as_example(example_of(strokes, None, self.limits))] for kind, strokes in EXAMPLES
        ]

    def test(
        self, model: EyeNet, drawn: object, sent: object, kept: object, guessed: object
    ) -> str:
        """Which kind it takes a new picture for, and why."""
        lesson = read_shelf(kept).lesson()
        guess = taken(
            guessed, range(KINDS),
            "AI보다 먼저 맞혀 주세요. 몇 번이라고 할까요?",
            "Please guess before the AI does: which number?",
        )  # fmt: skip
        picture = example_of(drawn, sent, self.limits)
        judgement = predict(model, (lesson, picture))
        explanation = explain(model, (lesson, picture), judgement)
        return answer_page(lesson, picture, judgement, explanation, guess, self.language)

    def watch(
        self, model: EyeNet, is_live: object, drawn: object, sent: object, kept: object
    ) -> str:
        """How sure it is of a drawing that may not be finished."""
        if is_live is not True or not (drawn or sent):
            return ""
        picture = example_of(drawn, sent, self.limits)
        return live_page(predict(model, (read_shelf(kept).lesson(), picture)), self.language)
