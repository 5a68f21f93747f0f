"""Sleep for a second and say so: work long enough for a phone to go away meanwhile.

Stands for a demo with a larger model; nothing is computed. Only the bench shows it.
"""

import time
from html import escape
from pathlib import Path

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext

NAP_SECONDS = 1.5
ABOUT = About(
    name="nap",
    title=Words("기다리기", "A nap"),
    question=Words("답을 기다리는 동안 전화가 끊기면?", "What if the line is lost meanwhile?"),
    model_file="nap.json",
    card_file="nap.json",
    source=Words("측정용입니다.", "For measurements."),
    licence="BSD-3-Clause",
    memory_bytes=1,
    limits=(
        Words("아무것도 계산하지 않습니다.", "It computes nothing."),
        Words("측정할 때만 나옵니다.", "It is shown to measurements alone."),
    ),
)
EXAMPLES: tuple[str, ...] = ("1",)


def load(model_dir: Path) -> None:
    """There is no model."""


def predict(model: None, input: str) -> str:
    """The same word, later."""
    time.sleep(NAP_SECONDS)
    return input


def explain(model: None, input: str, prediction: str) -> str:
    """Nothing to explain."""
    return prediction


def build(context: DemoContext) -> None:
    """A word, a button, and the word again."""
    import gradio

    def work(model: None, word: str) -> str:
        return f"<p>napped {escape(predict(model, word))}</p>"

    word = gradio.Textbox(label=context.t("낱말", "Word"))
    ask = gradio.Button(context.t("재우기", "Nap"))
    answer = gradio.HTML()
    context.run(ask.click, work, inputs=[word], outputs=[answer])
