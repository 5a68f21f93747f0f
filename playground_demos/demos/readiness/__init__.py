"""AX 진단: ten questions about a company, a stage with its reasons, and what to do next.

Answered by open rules, not by a model, and the page says so. Keeps nothing: who wants the result
prints it or saves it as PDF on their own device.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.readiness.about import ABOUT, EXAMPLES

if TYPE_CHECKING:
    from playground_demos.demos.readiness.rules import Area, Profile, Stage

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Explanation:
    """Why not the next stage: points that areas lack, and single answers that would be enough."""

    next_stage: "Stage | None"
    lacking: "dict[Area, int]"
    lifting: tuple[int, ...]


def load(model_dir: Path) -> None:
    """Nothing: rules need no loading."""


def predict(model: None, input: tuple[int, ...]) -> "Profile":
    """The profile of ten answers, each 0, 1 or 2."""
    from playground_demos.demos.readiness.rules import profile_of

    return profile_of(input)


def explain(model: None, input: tuple[int, ...], prediction: "Profile") -> Explanation:
    """Change each answer alone, and see which change alone would reach the next stage."""
    from playground_demos.demos.readiness.rules import MOST, missing, next_stage, profile_of

    following = next_stage(prediction.stage)
    if following is None:
        return Explanation(None, {}, ())
    lifting = tuple(
        index
        for index, answer in enumerate(input)
        if answer < MOST
        and profile_of((*input[:index], answer + 1, *input[index + 1 :])).stage != prediction.stage
    )
    return Explanation(following, missing(prediction.points, following), lifting)


def build(context: DemoContext) -> None:
    """Take a guess and ten answers, show the stage, why, and what fits; offer to print it."""
    import gradio

    from playground_demos.demos.readiness.page import ANSWER_WORDS, SECTOR_WORDS, STAGE_WORDS
    from playground_demos.demos.readiness.rules import QUESTIONS
    from playground_demos.demos.readiness.steps import Steps

    t, language = context.t, context.language
    guess = context.question(
        t("먼저 맞혀 보세요. 우리 회사는 어느 단계일까요?", "Guess first: at which stage?"),
        STAGE_WORDS,
    )
    sector = context.question(
        t("업종 (맞는 과목을 고르는 데만 씁니다)", "Your trade (to choose courses only)"),
        SECTOR_WORDS, in_a_row=3,
    )  # fmt: skip
    points = dict(enumerate(ANSWER_WORDS))
    radios = [
        context.question(f"{number}. {one.words.said_in(language)}", points, in_a_row=3)
        for number, one in enumerate(QUESTIONS, 1)
    ]
    ask = gradio.Button(t("진단 보기", "See the result"), variant="primary")
    context.status()
    answer = gradio.HTML(elem_classes="lab-print")
    printing = gradio.Button(
        t("인쇄하거나 PDF로 저장", "Print or save as PDF"), variant="secondary", visible=False
    )

    context.run(
        ask.click, Steps(language).check, inputs=[guess, sector, *radios],
        outputs=[answer, printing], sample=("trying", "factory", *EXAMPLES[0]),
    )  # fmt: skip
    printing.click(None, js="() => window.print()", api_visibility="private")
