"""Sleep for a short, a middling or a long while: a line of work whose lengths differ.

Each length varies by a quarter, as real work does. Nothing is computed. Only the bench shows it.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext

LENGTHS = {"짧게": 0.2, "보통": 0.6, "길게": 2.0}  # seconds by what is on the button
SPREAD = 0.25
ABOUT = About(
    name="lengths",
    title=Words("여러 길이", "Lengths"),
    question=Words("줄에서 들은 말이 맞을까요?", "Is what the line says true?"),
    source=Words("측정용입니다.", "For measurements."),
    licence="BSD-3-Clause",
    limits=(
        Words("아무것도 계산하지 않습니다.", "It computes nothing."),
        Words("측정할 때만 나옵니다.", "It is shown to measurements alone."),
    ),
)
EXAMPLES: tuple[float, ...] = tuple(LENGTHS.values())


def load(model_dir: Path) -> None:
    """There is no model."""


def predict(model: None, input: float) -> float:
    """The seconds that it took, as well as it can be foretold."""
    seconds = input * random.uniform(1 - SPREAD, 1 + SPREAD)
    time.sleep(seconds)
    return seconds


def explain(model: None, input: float, prediction: float) -> str:
    """Nothing to explain."""
    return f"{prediction:.1f}"


def build(context: DemoContext) -> None:
    """A button for each length."""
    import gradio

    def work_of(length: float) -> Callable[[None], str]:
        return lambda model: f"<p>{predict(model, length):.1f} s</p>"

    answer = gradio.HTML()
    for word, length in LENGTHS.items():
        context.run(gradio.Button(word).click, work_of(length), outputs=[answer])
