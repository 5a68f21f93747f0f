"""다음 낱말: inside a language model, which only ever guesses the next piece of a word.

Asks the visitor for a guess first, shows the chances as bars, lets a temperature change them, and
writes on: as readily from a false beginning as from a true one. Keeps no text.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.words.about import ABOUT, EXAMPLES
from playground_demos.toolkit.widgets import draw_examples

if TYPE_CHECKING:
    from playground_demos.demos.words.writing import LanguageModel, Piece

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]

SHOWN = 6  # bars
LEFT_OUT = 5  # words at most, from the end, that are covered to see which matter


@dataclass(frozen=True)
class Question:
    """A beginning, and how daring the dice are."""

    text: str
    temperature: float = 1.0


@dataclass(frozen=True)
class Prediction:
    """The likeliest next pieces, best first, and the letters that the model never met."""

    pieces: "tuple[Piece, ...]"
    unread: str


@dataclass(frozen=True)
class Explanation:
    """`without`: each of the last words, and the chance of the best piece when it is covered."""

    best: float
    without: tuple[tuple[str, float], ...]


def load(model_dir: Path) -> "LanguageModel":
    """The shipped model that the card describes."""
    from playground_demos.demos.words.models import load_shipped

    return load_shipped(model_dir / ABOUT.card_file)


def predict(model: "LanguageModel", input: Question) -> Prediction:
    """The chances of the next piece."""
    from playground_demos.demos.words.writing import next_pieces, unread_letters

    pieces = next_pieces(model, input.text, input.temperature, SHOWN)
    return Prediction(tuple(pieces), unread_letters(model, input.text))


def explain(model: "LanguageModel", input: Question, prediction: Prediction) -> Explanation:
    """Cover the last words one after another, and ask again for the best piece."""
    from playground_demos.demos.words.writing import chance_of

    words, best = input.text.split(), prediction.pieces[0].id
    covered = range(max(0, len(words) - LEFT_OUT), len(words)) if len(words) > 1 else ()
    without = tuple(
        (words[each], chance_of(model, " ".join(words[:each] + words[each + 1 :]), best))
        for each in covered
    )
    return Explanation(chance_of(model, input.text, best), without)


def build(context: DemoContext) -> None:
    """Take a beginning and a guess, show the chances, write on, and try a false beginning."""
    import gradio

    from playground_demos.demos.words.page import SIGNS, notice_page
    from playground_demos.demos.words.steps import LONGEST_TEXT, Steps

    t = context.t
    gradio.HTML(notice_page(context.about, context.language))
    text = gradio.Textbox(
        EXAMPLES[0], lines=1, max_lines=3, max_length=LONGEST_TEXT,
        label=t("1. 첫머리를 쓰거나 골라 주세요", "1. Write or take a beginning"),
    )  # fmt: skip
    with gradio.Row():
        draw_examples(t("다른 첫머리", "Another"), EXAMPLES, text, first=1)
        offer = gradio.Button(t("보기 네 개 받기", "Show four choices"), variant="primary")
    choices = gradio.HTML()
    guess = context.question(
        t("2. AI는 어느 조각을 첫째로 꼽을까요?", "2. Which piece does it put first?"),
        dict(enumerate(SIGNS)), in_a_row=4, visible=False,
    )  # fmt: skip
    ask = gradio.Button(t("3. 막대 보기", "3. Show the bars"), variant="primary", visible=False)
    context.status()
    answer = gradio.HTML()
    heat = gradio.Slider(
        0.2, 2.0, value=1.0, step=0.1, visible=False,
        label=t("4. 온도: 낮으면 뻔하게, 높으면 엉뚱하게", "4. Temperature: low dull, high wild"),
    )  # fmt: skip
    chances = gradio.HTML()
    write = gradio.Button(
        t("5. 이어 쓰게 하기", "5. Let it write on"), variant="primary", visible=False
    )
    story = gradio.HTML()
    lie = gradio.Button(
        t("6. 거짓 첫머리를 줘 보기", "6. Give it a false beginning"),
        variant="secondary", visible=False,
    )  # fmt: skip
    twins = gradio.HTML()

    steps = Steps(context.language)
    offered, judged = [choices, guess, ask, answer], [answer, heat, write, lie]
    first = EXAMPLES[0]
    context.run(offer.click, steps.offer, inputs=[text], outputs=offered, counts=False)
    context.run(ask.click, steps.judge, inputs=[text, guess], outputs=judged, sample=(first, 0))
    context.run(heat.release, steps.warm, inputs=[text, heat], outputs=[chances], counts=False)
    context.run(
        write.click, steps.write_on, inputs=[text, heat], outputs=[story], sample=(first, 1.0),
        listens=True,
    )  # fmt: skip
    context.run(lie.click, steps.compare, outputs=[twins], listens=True)
