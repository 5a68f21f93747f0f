"""Read one drawing and say what it is, without an explanation: what a batch can gather.

Stands for a demo that is all network. Only the bench shows it.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext
from playground_demos.demos import handwriting

if TYPE_CHECKING:
    from playground_demos.demos.handwriting.network import HandwritingNet

ABOUT = About(
    name="together",
    title=Words("한꺼번에 읽기", "Read together"),
    question=Words("여럿이 한꺼번에 물으면?", "What if many ask at once?"),
    model_file=handwriting.ABOUT.model_file,
    card_file=handwriting.ABOUT.card_file,
    source=handwriting.ABOUT.source,
    licence=handwriting.ABOUT.licence,
    memory_bytes=handwriting.ABOUT.memory_bytes,
    batches=True,
    limits=handwriting.ABOUT.limits,
)
EXAMPLES: tuple[Any, ...] = handwriting.EXAMPLES[:1]


def load(model_dir: Path) -> "HandwritingNet":
    """The handwriting network."""
    return handwriting.load(model_dir)


def predict(model: "HandwritingNet", input: Any) -> str:
    """What a drawing is."""
    [said] = read_together(model, [input])
    return said


def explain(model: "HandwritingNet", input: Any, prediction: str) -> str:
    """Nothing is explained."""
    return prediction


def read_together(model: "HandwritingNet", drawings: Sequence[Any]) -> list[str]:
    """What each of the drawings is, in one call of the network."""
    from playground_demos.demos.handwriting.reading import read_pictures
    from playground_demos.toolkit.strokes import normalise, read_drawing, render

    pictures = [render(normalise(read_drawing(drawing))) for drawing in drawings]
    return [
        f"<p>{escape(best.character)} {best.probability:.2f}</p>"
        for best, *_ in read_pictures(model, pictures)
    ]


class Work:
    """One drawing at a time; a `together` for who gathers calls by himself, as Gradio does."""

    def __call__(self, model: "HandwritingNet", drawing: Any) -> str:
        """What a drawing is."""
        return predict(model, drawing)

    def together(self, model: "HandwritingNet", drawings: Sequence[Any]) -> list[str]:
        """What each drawing is."""
        return read_together(model, drawings)


def build(context: DemoContext) -> None:
    """A square, a button, and what it says."""
    import gradio

    canvas = context.canvas(label=context.t("글씨를 쓰는 칸", "Square to write in"))
    ask = gradio.Button(context.t("읽기", "Read"))
    answer = gradio.HTML()
    work = Work()
    context.run(ask.click, work, inputs=[canvas], outputs=[answer], sample=(EXAMPLES[0],))
