"""손글씨: draw a syllable or digit, see the five best readings and which strokes decided.

The explanation takes ink away and asks again, piece by piece: what makes the answer less likely
when it is gone has spoken for it. Keeps no drawing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.handwriting.about import ABOUT, EXAMPLES
from playground_demos.toolkit.cards import load_network
from playground_demos.toolkit.widgets import draw_examples

if TYPE_CHECKING:
    from playground_demos.demos.handwriting.network import HandwritingNet
    from playground_demos.demos.handwriting.reading import Reading
    from playground_demos.toolkit.strokes import Stroke

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Prediction:
    """The five best readings, best first."""

    readings: tuple["Reading", ...]


@dataclass(frozen=True)
class Explanation:
    """How much each piece of ink spoke for the best reading, and what each stroke changes.

    `pieces` are (points in the picture's pixels, weight from -1 to 1); `key_stroke` is the index of
    the stroke whose loss hurts most, `without_key` what the model reads then (None for one stroke).
    """

    pieces: tuple[tuple["Stroke", float], ...]
    key_stroke: int
    without_key: "Reading | None"


def load(model_dir: Path) -> "HandwritingNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.demos.handwriting.network import HandwritingNet

    return load_network(HandwritingNet(), model_dir / ABOUT.card_file)


def predict(model: "HandwritingNet", input: object) -> Prediction:
    """Read strokes as a canvas sends them; DrawingRefused when there are none."""
    from playground_demos.demos.handwriting.reading import read_pictures
    from playground_demos.toolkit.strokes import normalise, read_drawing, render

    (readings,) = read_pictures(model, [render(normalise(read_drawing(input)))])
    return Prediction(tuple(readings))


def explain(model: "HandwritingNet", input: object, prediction: Prediction) -> Explanation:
    """Take each piece and each stroke away once and see what becomes of the answer."""
    from playground_demos.demos.handwriting.erasing import erase_pieces, erase_strokes
    from playground_demos.toolkit.strokes import normalise, read_drawing

    drawing = normalise(read_drawing(input))
    best = prediction.readings[0]
    pieces = erase_pieces(model, drawing, best)
    key, without_key = erase_strokes(model, drawing, best)
    return Explanation(pieces, key, without_key)


def build(context: DemoContext) -> None:
    """Ask for a guess, take a drawing, answer, explain, invite to break it."""
    import gradio

    from playground_demos.demos.handwriting.page import HOW_SURE
    from playground_demos.demos.handwriting.steps import Steps

    t = context.t
    guess = context.question(
        t("1. 먼저 맞혀 보세요. AI는 얼마나 확신할까요?", "1. Guess first: how sure will it be?"),
        HOW_SURE,
    )
    gradio.Markdown(
        t("**2. 한글 한 글자나 숫자 하나를 써 주세요.**", "**2. Write one syllable or one digit.**")
    )
    canvas = context.canvas(label=t("글씨를 쓰는 칸", "Square to write in"))
    with gradio.Row():
        draw_examples(t("예시 글씨", "An example"), EXAMPLES, canvas)
        ask = gradio.Button(t("3. AI에게 묻기", "3. Ask the AI"), variant="primary")
    context.status()
    answer = gradio.HTML()
    breaking = gradio.Button(
        t("4. 가장 중요한 획을 지우고 다시 묻기", "4. Erase the decisive stroke and ask again"),
        variant="secondary", visible=False,  # nothing is decisive before an answer
    )  # fmt: skip

    steps = Steps(context.language)
    context.run(
        ask.click, steps.read, inputs=[canvas, guess], outputs=[answer, breaking],
        sample=(EXAMPLES[0], "sure"),
    )  # fmt: skip
    context.run(
        breaking.click, steps.read_without, inputs=[canvas], outputs=[canvas, answer, breaking]
    )
