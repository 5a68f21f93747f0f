"""주조 검사: judge a cast part, then see the model's verdict, where it looked, and the truth.

Parts are synthetic and drawn from a seed, so the truth is known to the pixel. A visitor's own
photograph is judged too, with a warning and without a truth. Keeps a visitor's score in the page
only, and no photograph.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage
from playground_demos.demos.casting.score import Score

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

    from playground_demos.demos.casting.network import CastingNet

ABOUT = About(
    name="casting",
    title=Words("주조 검사: 사람 대 AI", "Casting inspection: you against AI"),
    question=Words(
        "금속 부품의 흠을 AI보다 잘 찾을 수 있을까요?", "Can you spot a flawed part better than AI?"
    ),
    model_file="casting.safetensors",
    card_file="casting.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 주물 표면)",
        "A small network trained in this repository on synthetic cast surfaces",
    ),
    licence="CC0-1.0",
    memory_bytes=300_000,
    batches=True,
    limits=(
        Words(
            "여기 나오는 부품은 모두 컴퓨터가 만든 합성 그림이며, 실제 주물 사진이 아닙니다.",
            "Every part here is a synthetic picture; none is a photograph of a real casting.",
        ),
        Words(
            "희미하거나 작은 결함은 AI도 놓칩니다."
            " 문턱을 낮추면 덜 놓치는 대신 헛경보가 늘어납니다.",
            "It misses faint and small flaws. A lower threshold misses fewer and cries wolf more.",
        ),
        Words(
            "열지도는 AI가 어디를 보았는지만 알려 줄 뿐, 옳다는 증거는 아닙니다.",
            "The heat map shows where the AI looked, not that it is right.",
        ),
    ),
    icon="🔍",
)

EXAMPLES: tuple[int, ...] = (11, 1, 12, 3, 0)  # seeds of parts


@dataclass(frozen=True)
class Prediction:
    """How likely each kind is, in the order of `data.KINDS`; the first is SOUND."""

    chances: tuple[float, ...]

    @property
    def defect(self) -> float:
        """How likely it is that anything is wrong."""
        return 1 - self.chances[0]

    @property
    def kind_index(self) -> int:
        """The likeliest kind."""
        return self.chances.index(max(self.chances))


@dataclass(frozen=True)
class Explanation:
    """`heat` (128, 128), 0 to 1: what spoke for a defect of the likeliest kind."""

    heat: "NDArray[float64]"


def load(model_dir: Path) -> "CastingNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.cards import load_network
    from playground_demos.demos.casting.network import CastingNet

    return load_network(CastingNet(), model_dir / ABOUT.card_file)


def predict(model: "CastingNet", input: "int | NDArray[uint8]") -> Prediction:
    """Judge the part of a seed, or a surface (128, 128) of grey values."""
    from playground_demos.demos.casting.heat import judge

    return Prediction(tuple(judge(model, _surface(input))))


def explain(
    model: "CastingNet", input: "int | NDArray[uint8]", prediction: Prediction
) -> Explanation:
    """Where the likeliest defect was seen, also when the verdict is "sound"."""
    from playground_demos.demos.casting.heat import find_heat

    defects = prediction.chances[1:]
    kind = 1 + defects.index(max(defects))
    return Explanation(find_heat(model, _surface(input), kind))


def _surface(input: "int | NDArray[uint8]") -> "NDArray[uint8]":
    from playground_demos.demos.casting.data import part_of

    return part_of(input).picture if isinstance(input, int) else input


def build(context: DemoContext) -> None:
    """Show a part, take the visitor's verdict first, then the model's, then the truth."""
    import time

    import gradio

    from playground_demos.demos.casting.cost import cost_page, trial_of
    from playground_demos.demos.casting.data import KINDS, part_of
    from playground_demos.demos.casting.page import (
        INSPECTION_SECONDS,
        KIND_WORDS,
        answer_page,
        part_page,
    )
    from playground_demos.demos.casting.photo import PHOTO_WARNING, as_surface, photo_page
    from playground_demos.pictures import read_picture

    t, language = context.t, context.language
    gradio.Markdown(
        t(
            f"부품을 받아 **{INSPECTION_SECONDS}초 안에 먼저 판정**하세요. 그다음 AI의 판정과"
            " 정답을 봅니다. 늦어도 답은 볼 수 있습니다.",
            f"Take a part and **judge it first, within {INSPECTION_SECONDS} seconds**. Then see the"
            " AI's verdict and the truth. You see them if you are late, too.",
        )
    )
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
    answer = gradio.HTML()
    state = gradio.State(Score())

    def take(model: Any, score: Score) -> tuple[Any, ...]:
        del model  # taking a part needs no model; the ticket keeps floods out
        score = score.take()
        shown = gradio.update(visible=True)
        choices = gradio.update(value=None, visible=True)
        return score, part_page(part_of(score.seed or 0), language), choices, shown, shown, ""

    def judge(
        model: "CastingNet", score: Score, verdict: str | None, threshold: float
    ) -> tuple[Score, str]:
        if score.seed is None:
            raise VisitorMessage("먼저 새 부품을 받아 주세요.", "Please take a new part first.")
        if verdict not in KINDS:
            raise VisitorMessage(
                "AI보다 먼저 판정해 주세요. 다섯 가지 중 하나를 고르면 됩니다.",
                "Please judge before the AI does: choose one of the five.",
            )
        began = time.monotonic()
        prediction = predict(model, score.seed)
        seconds = (began - score.taken_at, time.monotonic() - began)
        explanation = explain(model, score.seed, prediction)
        truth = part_of(score.seed)
        limit = min(max(float(threshold), 5.0), 95.0) / 100
        now = score.judge(
            visitor_alarms=verdict != "sound",
            model_alarms=prediction.defect >= limit,
            is_faulty=truth.kind != "sound",
        )
        page = answer_page(
            prediction, explanation, truth, verdict, limit, now, language,
            seconds=None if score.judged else seconds,
            cost=cost_page(trial_of(model), limit, language),
        )  # fmt: skip
        return now, page

    def judge_photo(model: "CastingNet", sent: Any) -> str:
        if not sent:  # the visitor took the photograph away
            return ""
        surface = as_surface(read_picture(sent, context.picture_limits))
        prediction = predict(model, surface)
        return photo_page(surface, prediction, explain(model, surface, prediction), language)

    shown_parts = [part, verdict, threshold, submit, answer]
    context.run(fresh.click, take, inputs=[state], outputs=[state, *shown_parts], counts=False)
    context.run(
        submit.click, judge, inputs=[state, verdict, threshold], outputs=[state, answer],
        sample=(Score(seed=EXAMPLES[0]), "sound", 50),
    )  # fmt: skip
    context.run(photo.change, judge_photo, inputs=[photo], outputs=[answer])
