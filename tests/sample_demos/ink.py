"""How much ink is in a drawing, and how bright is a picture: a demo for tests of the floor."""

import math
import time
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext
from playground_demos.errors import VisitorMessage

ABOUT = About(
    name="ink",
    title=Words("잉크 재기", "Ink meter"),
    question=Words(
        "당신의 그림에는 잉크가 얼마나 들어 있을까요?", "How much ink is in your drawing?"
    ),
    model_file="ink.json",
    card_file="ink.json",
    source=Words("시험용 예시입니다.", "An example for tests."),
    licence="BSD-3-Clause",
    memory_bytes=1,
    limits=(
        Words("무엇을 그렸는지는 모릅니다.", "It does not know what you drew."),
        Words("아주 가는 선은 굵은 선과 똑같이 셉니다.", "Thin lines count like thick ones."),
    ),
)

EXAMPLES: tuple[Any, ...] = ([[[0.2, 0.2], [0.8, 0.8]], [[0.8, 0.2], [0.2, 0.8]]],)


def load(model_dir: Path) -> float:
    """What one unit of line is worth."""
    return 1.0


def predict(model: float, strokes: list[list[list[float]]]) -> float:
    """Length of all strokes."""
    return model * sum(math.dist(*ends) for stroke in strokes for ends in pairwise(stroke))


def explain(model: float, strokes: list[list[list[float]]], prediction: float) -> list[float]:
    """How much each stroke adds."""
    return [predict(model, [stroke]) for stroke in strokes]


def grow(sign: Path) -> Iterator[str]:
    """An answer that is written for as long as there is a file of that name."""
    words = "자"
    while sign.exists():
        words += "란"
        yield f"<p class='lab-card answer'>{words}</p>"
        time.sleep(0.2)
    yield f"<p class='lab-card answer'>{words} 다</p>"


def build(context: DemoContext) -> None:
    """A canvas, a picture, a name, and what came of them."""
    import gradio as gr

    from playground_demos.toolkit.pictures import read_picture

    def measure(model: float, strokes: Any, name: str) -> str | Iterator[str]:
        if not strokes:
            raise VisitorMessage("아직 그린 것이 없습니다. 먼저 그려 주세요.", "Nothing drawn yet.")
        if name.startswith("slow"):
            time.sleep(float(name[4:] or 1.0))
        if name.startswith("grow"):
            return grow(Path.home() / name)
        if name == "break":
            raise RuntimeError(f"secret {name}")
        total = predict(model, strokes)
        return f"<p class='lab-card answer'>{escape(name)}: {len(strokes)} / {total:.2f}</p>"

    def brightness(model: float, photo: Any) -> str:
        picture = read_picture(photo).convert("L").resize((1, 1))
        value = picture.getpixel((0, 0))
        return f"<p class='lab-card answer'>brightness {value}</p>"

    drawing = context.canvas(label=context.t("여기에 그려 주세요", "Draw here"))
    name = gr.Textbox(label=context.t("이름표", "Label"), max_length=40)
    ask = gr.Button(context.t("재어 보기", "Measure"), variant="primary", size="lg")
    context.status()
    answer = gr.HTML()
    photo = context.picture(label=context.t("사진", "Photo"))
    bright = gr.HTML()
    example = gr.Button(context.t("예시로 해 보기", "Try an example"))
    example.click(lambda: EXAMPLES[0], outputs=drawing, api_visibility="private")
    context.run(ask.click, measure, inputs=[drawing, name], outputs=[answer])
    context.run(photo.change, brightness, inputs=[photo], outputs=[bright], counts=False)
