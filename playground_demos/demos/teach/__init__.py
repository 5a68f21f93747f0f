"""AI 가르치기: teach your own kinds with a few drawings or photographs, then break what you made.

The model compares a picture with the examples in the visitor's own page: they come with each
question, never meet another visitor's, and are forgotten with the answer, which waits in memory
for as long as any answer does. Writes none down.
"""

from dataclasses import dataclass
from functools import partial
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage

if TYPE_CHECKING:
    from numpy import int64, uint8
    from numpy.typing import NDArray

    from playground_demos.demos.teach.network import EyeNet
    from playground_demos.demos.teach.teaching import Judgement, Lesson

ABOUT = About(
    name="teach",
    title=Words("AI 가르치기", "Teach an AI"),
    question=Words(
        "보기 몇 개면 AI가 내 그림을 가려낼까요?", "How many examples does an AI need from you?"
    ),
    model_file="teach.safetensors",
    card_file="teach.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 낙서와 물건)",
        "A small network trained in this repository on synthetic scrawls and objects",
    ),
    licence="CC0-1.0",
    memory_bytes=600_000,
    batches=True,
    limits=(
        Words(
            "가르친 것 중 하나로만 답합니다. 처음 보는 것도 셋 중 하나라고 우깁니다.",
            "It answers with one of what you taught, also when it is none of them.",
        ),
        Words(
            "모양과 색만 비교합니다. 배경이나 밝기를 함께 배워 엉뚱한 것을 보고 답할 수 있습니다.",
            "It compares shape and colour, and may have learned your background instead.",
        ),
        Words(
            "보기는 이 화면에 담겨 있어, 화면을 닫거나 언어를 바꾸면 처음부터 가르치셔야 합니다.",
            "Your examples are held by this page: close it or change the language to start anew.",
        ),
    ),
    icon="🎓",
)

MOST_EXAMPLES = 8  # of one kind
KINDS = 3


def _round(across: float, down: float, lean: float) -> list[list[list[float]]]:
    """A ring in one stroke of 25 points, by a hand that leans."""
    angles = [2 * pi * step / 24 + lean for step in range(25)]
    return [[[0.5 + across * cos(angle), 0.5 + down * sin(angle + lean)] for angle in angles]]


EXAMPLES: tuple[tuple[int, list[list[list[float]]]], ...] = (
    (0, _round(0.38, 0.38, 0.0)),
    (0, _round(0.34, 0.40, 0.2)),
    (1, [[[0.50, 0.10], [0.12, 0.85], [0.90, 0.84], [0.51, 0.11]]]),
    (1, [[[0.44, 0.15], [0.20, 0.80]], [[0.20, 0.80], [0.84, 0.74]], [[0.84, 0.74], [0.44, 0.15]]]),
    (2, [[[0.15, 0.15], [0.16, 0.86], [0.85, 0.85], [0.86, 0.14], [0.14, 0.16]]]),
    (2, [[[0.20, 0.24], [0.24, 0.80], [0.80, 0.76], [0.78, 0.20], [0.21, 0.23]]]),
)


@dataclass(frozen=True)
class Explanation:
    """`nearest` examples by index, and how the examples judge one another [taught, said]."""

    nearest: tuple[int, ...]
    confusion: "NDArray[int64]"


def load(model_dir: Path) -> "EyeNet":
    """The network that the card describes, ready to learn."""
    from playground_demos.cards import load_network
    from playground_demos.demos.teach.network import EyeNet

    return load_network(EyeNet(), model_dir / ABOUT.card_file)


def predict(model: "EyeNet", input: "tuple[Lesson, NDArray[uint8]]") -> "Judgement":
    """Which of the lesson's kinds a picture (64, 64, 3) is."""
    from playground_demos.demos.teach.teaching import judge

    return judge(model, *input)


def explain(
    model: "EyeNet", input: "tuple[Lesson, NDArray[uint8]]", prediction: "Judgement"
) -> Explanation:
    """The examples that are most alike, and what the examples make of one another."""
    from playground_demos.demos.teach.teaching import confusion

    return Explanation(prediction.nearest, confusion(model, input[0]))


def build(context: DemoContext) -> None:
    """Collect examples of two or three kinds, take a guess, judge, show why, invite to break it."""
    import gradio

    from playground_demos.demos.teach.page import SIGNS, answer_page, live_page
    from playground_demos.demos.teach.shelf import as_example, example_of, read_shelf

    t, language = context.t, context.language
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

    def add(model: "EyeNet", number: int, drawn: Any, sent: Any, kept: Any) -> tuple[Any, ...]:
        del model  # an example needs no model; the ticket keeps floods out
        examples = read_shelf(kept).examples
        if sum(of == number for of, _ in examples) >= MOST_EXAMPLES:
            raise VisitorMessage(
                f"{SIGNS[number]}은 보기 {MOST_EXAMPLES}개면 충분합니다. 하나를 눌러 빼거나"
                " 시험해 보세요.",
                f"{MOST_EXAMPLES} examples of {SIGNS[number]} are enough. Touch one to take it"
                " away, or test.",
            )
        example = as_example(example_of(drawn, sent, context.picture_limits))
        cleared = gradio.update(value=None)
        return gradio.update(value=[*examples, [number, example]]), cleared, cleared

    def judge(model: "EyeNet", drawn: Any, sent: Any, kept: Any, guessed: object) -> str:
        lesson = read_shelf(kept).lesson()
        if guessed not in range(KINDS):
            raise VisitorMessage(
                "AI보다 먼저 맞혀 주세요. 몇 번이라고 할까요?",
                "Please guess before the AI does: which number?",
            )
        picture = example_of(drawn, sent, context.picture_limits)
        judgement = predict(model, (lesson, picture))
        explanation = explain(model, (lesson, picture), judgement)
        return answer_page(lesson, picture, judgement, explanation, guessed, language)

    def watch(model: "EyeNet", is_live: object, drawn: Any, sent: Any, kept: Any) -> str:
        if is_live is not True or not (drawn or sent):
            return ""
        picture = example_of(drawn, sent, context.picture_limits)
        return live_page(predict(model, (read_shelf(kept).lesson(), picture)), language)

    sources = [canvas, photo, shelf]
    for number, button in enumerate(teachers):
        context.run(
            button.click, partial(_with_number, add, number), inputs=sources,
            outputs=[shelf, canvas, photo], counts=False,
        )  # fmt: skip

    def fill() -> list[Any]:
        return [[kind, as_example(example_of(strokes, None, context.picture_limits))]
                for kind, strokes in EXAMPLES]  # fmt: skip

    filled.click(fill, None, shelf, api_visibility="private")
    context.run(
        ask.click, judge, inputs=[*sources, guess], outputs=[answer],
        sample=(EXAMPLES[0][1], None, fill(), 0),
    )  # fmt: skip
    context.run(
        [canvas.change, photo.change, live.change], watch, inputs=[live, *sources],
        outputs=[meter], counts=False,
    )  # fmt: skip


def _with_number(add: Any, number: int, model: Any, *values: Any) -> Any:
    return add(model, number, *values)
