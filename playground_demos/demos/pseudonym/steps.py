"""What happens at each step in the town: a neighbour is met, counted, and a text is searched.

Pure but for the dice: needs no page. Keeps no text.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.pseudonym import Question, explain, predict
from playground_demos.demos.pseudonym.census import Census
from playground_demos.demos.pseudonym.page import GUESS_WORDS, answer_page, person_page, text_page
from playground_demos.demos.pseudonym.town import PEOPLE, RUNGS
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import ask_again, show
from playground_demos.toolkit.choices import taken
from playground_demos.toolkit.personal_text import find_personal

LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language

    def meet(self, model: Census) -> tuple[Any, ...]:
        """Introduce a neighbour, and show what to ask about them."""
        number = secrets.randbelow(PEOPLE)
        page = person_page(model.town, number, self.language)
        return number, page, ask_again(0), ask_again(), show(), ""

    def count(self, model: Census, number: int | None, level: object, guessed: object) -> str:
        """Count who looks like the neighbour on a rung.

        Raises:
            VisitorMessage: There is no neighbour yet.
        """
        if number is None:
            raise VisitorMessage("먼저 주민을 만나 주세요.", "Please meet a neighbour first.")
        rungs = range(len(RUNGS))
        rung = taken(level, rungs, "얼마나 흐릴지 골라 주세요.", "Please choose how much to blur.")
        guess = taken(
            guessed, GUESS_WORDS,
            "세기 전에 먼저 맞혀 주세요. 몇 명일까요?", "Please guess before counting.",
        )  # fmt: skip
        question = Question(number, rung)
        prediction = predict(model, question)
        explanation = explain(model, question, prediction)
        return answer_page(model, question, prediction, explanation, guess, self.language)

    def find(self, model: Census, pasted: object) -> str:
        """Search a text for what names or numbers a person.

        Raises:
            VisitorMessage: It is empty or too long.
        """
        if not isinstance(pasted, str) or not pasted.strip():
            raise VisitorMessage("글을 먼저 넣어 주세요.", "Please enter a text first.")
        if len(pasted) > LONGEST_TEXT:
            raise VisitorMessage(
                f"글이 너무 깁니다. {LONGEST_TEXT:,}자까지 넣어 주세요.",
                f"The text is too long; up to {LONGEST_TEXT:,} characters, please.",
            )
        return text_page(pasted, find_personal(pasted), self.language)
