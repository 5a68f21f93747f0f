"""주조 검사: judge a cast part, then see the model's verdict, where it looked, and the truth.

Parts are synthetic and drawn from a seed, so the truth is known to the pixel. A visitor's own
photograph is judged too, with a warning and without a truth. Keeps a visitor's score in the page
only, and no photograph.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.casting.about import ABOUT, EXAMPLES
from playground_demos.toolkit.cards import load_network

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

    from playground_demos.demos.casting.network import CastingNet

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Prediction:
    """How likely each kind is, in the order of `data.KINDS`; the first is SOUND."""

    chances: tuple[float, ...]

    @property
    def defect(self) -> float:
        """How likely it is that anything is wrong."""
        return 1 - self.chances[0]

    @property
    def defect_index(self) -> int:
        """The likeliest kind of defect, also when the verdict is "sound"."""
        return self.chances.index(max(self.chances[1:]), 1)


@dataclass(frozen=True)
class Explanation:
    """`heat` (128, 128), 0 to 1: what spoke for a defect of the likeliest kind."""

    heat: "NDArray[float64]"


def load(model_dir: Path) -> "CastingNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.demos.casting.network import CastingNet

    return load_network(CastingNet(), model_dir / ABOUT.card_file)


def predict(model: "CastingNet", input: "int | NDArray[uint8]") -> Prediction:
    """Judge the part of a seed, or a surface (128, 128) of grey values."""
    from playground_demos.demos.casting.data import picture_of
    from playground_demos.demos.casting.heat import judge

    return Prediction(tuple(judge(model, picture_of(input))))


def explain(
    model: "CastingNet", input: "int | NDArray[uint8]", prediction: Prediction
) -> Explanation:
    """Where the likeliest defect was seen."""
    from playground_demos.demos.casting.data import picture_of
    from playground_demos.demos.casting.heat import find_heat

    return Explanation(find_heat(model, picture_of(input), prediction.defect_index))


def build(context: DemoContext) -> None:
    """Show a part, take the visitor's verdict first, then the model's, then the truth."""
    import gradio

    from playground_demos.demos.casting.page import KIND_WORDS, TASK
    from playground_demos.demos.casting.photo import PHOTO_WARNING
    from playground_demos.demos.casting.score import Score
    from playground_demos.demos.casting.steps import Steps

    t, language = context.t, context.language
    gradio.Markdown(TASK.said_in(language))
    fresh = gradio.Button(t("1. 새 부품 받기", "1. Take a new part"), variant="primary")
    part = gradio.HTML()
    # What follows is hidden until there is a part.
    verdict = context.question(t("2. 이 부품은?", "2. This part is…"), KIND_WORDS, visible=False)
    threshold = gradio.Slider(
        5, 95, value=50, step=5, visible=False,
        label=t("AI의 경보 문턱: 불량일 확률(%)이 이보다 크면 불량", "AI alarm threshold (%)"),
    )  # fmt: skip
    submit = gradio.Button(
        t("3. 판정하고 AI와 비교", "3. Judge and compare"), variant="primary", visible=False
    )
    with gradio.Accordion(t("내 사진도 보여 주기", "Show it a photograph of yours"), open=False):
        gradio.Markdown(PHOTO_WARNING.said_in(language))
        photo = context.picture(label=t("금속 표면 사진", "Photograph of a metal surface"))
    context.status()
    answer, state = gradio.HTML(), gradio.State(Score())

    steps = Steps(language, context.picture_limits)
    taken = [state, part, verdict, threshold, submit, answer]
    context.run(fresh.click, steps.take, inputs=[state], outputs=taken, counts=False)
    context.run(
        submit.click, steps.judge, inputs=[state, verdict, threshold], outputs=[state, answer],
        sample=(Score(seed=EXAMPLES[0]), "sound", 50),
    )  # fmt: skip
    context.run(photo.change, steps.judge_photo, inputs=[photo], outputs=[answer])
