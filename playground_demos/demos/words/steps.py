"""What happens at each step with the language model: choices, bars, heat, texts that grow.

Pure but for the dice: needs no page. Keeps no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.words import Question, explain, predict
from playground_demos.demos.words.page import (
    SIGNS,
    answer_page,
    bars_page,
    choices_page,
    story_page,
    twins_page,
)
from playground_demos.demos.words.writing import LanguageModel, Written, write_on
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import ask_again, show
from playground_demos.toolkit.choices import taken

# A true beginning and a false one: it has read that such a vaccine keeps at 2 to 8 °C.
TWINS = ("백신은 2 °C에서 8 °C 사이로", "백신은 200 °C에서 800 °C 사이로")
TWIN_PIECES, TWIN_TEMPERATURE = 24, 0.7
LONGEST_TEXT = 120


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language

    def offer(self, model: LanguageModel, typed: object) -> tuple[Any, ...]:
        """Four pieces to guess from."""
        question = Question(read_text(typed))
        page = choices_page(question, predict(model, question), self.language)
        return page, ask_again(), show(), ""

    def judge(self, model: LanguageModel, typed: object, guessed: object) -> tuple[Any, ...]:
        """The bars, the guess beside them and why; then all that can be tried."""
        question = Question(read_text(typed))
        guess = taken(
            guessed, range(len(SIGNS)),
            "AI보다 먼저 골라 주세요. ①에서 ④ 가운데 무엇일까요?",
            "Please guess before the AI does: which of ① to ④?",
        )  # fmt: skip
        prediction = predict(model, question)
        explanation = explain(model, question, prediction)
        page = answer_page(question, prediction, explanation, guess, self.language)
        return page, show(), show(), show()

    def warm(self, model: LanguageModel, typed: object, heat: object) -> str:
        """The bars at another temperature."""
        question = _question(typed, heat)
        return bars_page(question, predict(model, question), self.language)

    def write_on(self, model: LanguageModel, typed: object, heat: object) -> Iterator[str]:
        """The beginning with more and more behind it."""
        question, written = _question(typed, heat), Written()
        for written in write_on(model, question.text, question.temperature):
            yield story_page(question, written, self.language, is_done=False)
        yield story_page(question, written, self.language, is_done=True)

    def compare(self, model: LanguageModel) -> Iterator[str]:
        """Both TWINS written on, one after the other."""
        done = [Written() for _ in TWINS]
        for number, beginning in enumerate(TWINS):
            for done[number] in write_on(model, beginning, TWIN_TEMPERATURE, most=TWIN_PIECES):
                yield twins_page(TWINS, done, self.language, is_done=False)
        yield twins_page(TWINS, done, self.language, is_done=True)


def _question(typed: object, heat: object) -> Question:
    temperature = float(heat) if isinstance(heat, int | float) else 1.0
    return Question(read_text(typed), min(max(temperature, 0.2), 2.0))


def read_text(typed: object) -> str:
    """A visitor's beginning on one line.

    Raises:
        VisitorMessage: It is empty or too long.
    """
    text = " ".join(typed.split()) if isinstance(typed, str) else ""
    text = "".join(letter for letter in text if letter.isprintable())
    if not text:
        raise VisitorMessage(
            "첫머리가 비어 있습니다. 한두 낱말을 쓰거나 ‘다른 첫머리’를 눌러 주세요.",
            "There is no beginning. Please write a word or two, or press “Another”.",
        )
    if len(text) > LONGEST_TEXT:
        raise VisitorMessage(
            f"첫머리가 너무 깁니다. {LONGEST_TEXT}글자까지 읽습니다.",
            f"That is too long a beginning: it reads {LONGEST_TEXT} letters.",
        )
    return text
