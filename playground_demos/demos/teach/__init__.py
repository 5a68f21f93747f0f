"""AI 가르치기: teach your own kinds with a few drawings or photographs, then break what you made.

The model compares a picture with the examples in the visitor's own page: they come with each
question, never meet another visitor's, and are forgotten with the answer, which waits in memory
for as long as any answer does. Writes none down.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.teach.about import ABOUT, EXAMPLES
from playground_demos.toolkit.cards import load_network

if TYPE_CHECKING:
    from numpy import int64, uint8
    from numpy.typing import NDArray

    from playground_demos.demos.teach.lessons import Judgement, Lesson
    from playground_demos.demos.teach.network import EyeNet

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Explanation:
    """`nearest` examples by index, and how the examples judge one another [taught, said]."""

    nearest: tuple[int, ...]
    confusion: "NDArray[int64]"


def load(model_dir: Path) -> "EyeNet":
    """The network that the card describes, ready to learn."""
    from playground_demos.demos.teach.network import EyeNet

    return load_network(EyeNet(), model_dir / ABOUT.card_file)


def predict(model: "EyeNet", input: "tuple[Lesson, NDArray[uint8]]") -> "Judgement":
    """Which of the lesson's kinds a picture (64, 64, 3) is."""
    from playground_demos.demos.teach.lessons import judge

    return judge(model, *input)


def explain(
    model: "EyeNet", input: "tuple[Lesson, NDArray[uint8]]", prediction: "Judgement"
) -> Explanation:
    """The examples that are most alike, and what the examples make of one another."""
    from playground_demos.demos.teach.lessons import confusion

    return Explanation(prediction.nearest, confusion(model, input[0]))


def build(context: DemoContext) -> None:
    """Collect examples of two or three kinds, take a guess, judge, show why, invite to break it."""
    import gradio

    from playground_demos.demos.teach.page import SIGNS
    from playground_demos.demos.teach.steps import Steps

    t, steps = context.t, Steps(context.language, context.picture_limits)
    gradio.Markdown(
        t(
            "**1. 두세 가지를 정해 그리고, 번호를 눌러 가르치세요.**"
            " 예를 들면 ① 웃는 얼굴, ② 우는 얼굴.",
            "**1. Draw two or three kinds of things and teach each by its number.**"
            " Say ① a smile, ② a frown.",
        )
    )
    canvas = context.canvas(label=t("보기를 그리는 칸", "Square to draw an example in"))
    live = gradio.Checkbox(
        label=t("그리는 동안 확신 보기", "Show how sure it is while I draw"), value=False
    )
    meter = gradio.HTML()
    with gradio.Accordion(t("그림 대신 사진으로", "Photographs instead"), open=False):
        photo = context.picture(label=t("보기 사진", "Photograph of an example"))
    with gradio.Row():
        teachers = [
            gradio.Button(t(f"{sign} 배워", f"Teach {sign}"), min_width=90) for sign in SIGNS
        ]
    shelf = context.shelf(label=t("가르친 보기", "What you taught"))
    filled = gradio.Button(
        t("보기 채워 넣기: 동그라미·세모·네모", "No idea? Round, triangle, square"),
        variant="secondary",
    )
    guess = context.question(
        t("2. 새로 하나 그리고 먼저 맞혀 보세요. AI는 몇 번이라고 할까요?",
          "2. Draw a new one and guess first: which number will it say?"),
        dict(enumerate(SIGNS)), in_a_row=3,
    )  # fmt: skip
    ask = gradio.Button(t("3. AI에게 시험 내기", "3. Test the AI"), variant="primary")
    context.status()
    answer = gradio.HTML()

    sources, taught = [canvas, photo, shelf], [shelf, canvas, photo]
    for kind, button in enumerate(teachers):
        teach = partial(steps.teach, kind)
        context.run(button.click, teach, inputs=sources, outputs=taught, counts=False)
    filled.click(steps.fill_shelf, None, shelf, api_visibility="private")
    context.run(
        ask.click, steps.test, inputs=[*sources, guess], outputs=[answer],
        sample=(EXAMPLES[0][1], None, steps.fill_shelf(), 0),
    )  # fmt: skip
    context.run(
        [canvas.change, photo.change, live.change], steps.watch, inputs=[live, *sources],
        outputs=[meter], counts=False,
    )  # fmt: skip
