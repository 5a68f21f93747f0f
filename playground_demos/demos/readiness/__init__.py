"""AX 진단: ten questions about a company, a stage with its reasons, and what to do next.

Answered by open rules, not by a model, and the page says so. Keeps nothing: who wants the result
prints it or saves it as PDF on their own device.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext

if TYPE_CHECKING:
    from playground_demos.demos.readiness.rules import Area, Profile, Stage

ABOUT = About(
    name="readiness",
    title=Words("우리 회사 AX 진단", "Is our company ready for AI?"),
    question=Words(
        "우리 회사는 AI를 쓸 준비가 얼마나 되었을까요?", "How ready is your company to use AI?"
    ),
    source=Words(
        "이 진단에는 학습한 모델이 없습니다. 누구나 읽을 수 있는 규칙표로 답합니다.",
        "No model was trained for this check: it answers by rules that anybody can read.",
    ),
    licence="BSD-3-Clause",
    limits=(
        Words(
            "열 가지 물음과 본인의 답만 봅니다. 후하게 답하면 후하게 나옵니다.",
            "It sees ten questions and your own word: flatter yourself and it flatters you.",
        ),
        Words(
            "규칙은 이 교육장의 판단이며, 기업 자료로 맞춘 통계가 아닙니다.",
            "The rules are this lab's judgement, not statistics fitted to companies.",
        ),
        Words(
            "투자나 지원 사업의 심사 자료로 쓸 수 없습니다. 이야기를 시작하는 종이 한 장입니다.",
            "It is no assessment for a grant or an investment, but a page to start talking from.",
        ),
    ),
    icon="🏭",
)

EXAMPLES: tuple[tuple[int, ...], ...] = (
    (1, 0, 1, 0, 0, 0, 0, 0, 1, 0),
    (2, 1, 2, 1, 1, 1, 0, 1, 1, 0),
    (2, 2, 2, 2, 2, 1, 2, 1, 2, 1),
)


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

    from playground_demos.demos.readiness.page import (
        ANSWER_WORDS,
        SECTOR_WORDS,
        STAGE_WORDS,
        answers_of,
        profile_page,
        sector_of,
    )
    from playground_demos.demos.readiness.rules import QUESTIONS

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

    def work(model: None, guessed: object, trade: object, *given: Any) -> tuple[str, Any]:
        answers, chosen = answers_of(given), sector_of(trade)
        profile = predict(model, answers)
        page = profile_page(profile, explain(model, answers, profile), guessed, chosen, language)
        return page, gradio.update(visible=True)

    context.run(
        ask.click,
        work,
        inputs=[guess, sector, *radios],
        outputs=[answer, printing],
        sample=("trying", "factory", *EXAMPLES[0]),
    )
    printing.click(None, js="() => window.print()", api_visibility="private")
