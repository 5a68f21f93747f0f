"""손글씨: draw a syllable or digit, see the five best readings and which strokes decided.

The explanation takes ink away and asks again, piece by piece: what makes the answer less likely
when it is gone has spoken for it. Keeps no drawing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext

if TYPE_CHECKING:
    from playground_demos.demos.handwriting.network import HandwritingNet
    from playground_demos.demos.handwriting.reading import Reading
    from playground_demos.strokes import Stroke

ABOUT = About(
    name="handwriting",
    title=Words("손글씨 읽기", "Handwriting"),
    question=Words(
        "AI는 내 글씨의 어느 획을 보고 읽을까요?", "Which of your strokes does the AI read by?"
    ),
    model_file="handwriting.safetensors",
    card_file="handwriting.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 손글씨)",
        "A small network trained in this repository on synthetic handwriting",
    ),
    licence="CC0-1.0",
    memory_bytes=2_000_000,
    batches=True,
    limits=(
        Words(
            "한 번에 글자 하나만 읽습니다."
            " ㅋ, ㅏ 같은 낱자나 영어, 그림도 아는 글자 중 하나로 답합니다.",
            "It reads one syllable or digit at a time, and answers with one even for a doodle.",
        ),
        Words(
            "컴퓨터가 만든 글씨로 배워서, 흘려 쓴 글씨는 자주 틀립니다.",
            "It learned from computer-made handwriting and often misreads cursive.",
        ),
        Words(
            "'확신 90%'도 틀릴 수 있습니다. 낙서를 넣어 보시면 알 수 있습니다.",
            "It can be 90 % sure and wrong: try a doodle.",
        ),
    ),
    icon="✍️",
)

EXAMPLES: tuple[Any, ...] = (
    [  # 인
        [[0.30, 0.12], [0.18, 0.18], [0.14, 0.30], [0.20, 0.42], [0.32, 0.46], [0.44, 0.40],
         [0.48, 0.28], [0.43, 0.17], [0.31, 0.12]],
        [[0.72, 0.06], [0.73, 0.30], [0.72, 0.58]],
        [[0.26, 0.60], [0.25, 0.88], [0.50, 0.89], [0.80, 0.86]],
    ],
    [  # 가
        [[0.15, 0.25], [0.45, 0.23], [0.42, 0.48], [0.20, 0.78]],
        [[0.66, 0.08], [0.67, 0.50], [0.66, 0.92]],
        [[0.67, 0.47], [0.90, 0.46]],
    ],
    [[[0.30, 0.20], [0.66, 0.19], [0.52, 0.50], [0.44, 0.86]]],  # 7
)  # fmt: skip


@dataclass(frozen=True)
class Prediction:
    """The five best readings, best first."""

    readings: tuple["Reading", ...]


@dataclass(frozen=True)
class Explanation:
    """How much each piece of ink spoke for the best reading, and what each stroke changes.

    `pieces` are (points in the picture's pixels, weight from -1 to 1); `key_stroke` is the index of
    the stroke whose loss hurts most, `without_key` what the model reads then (None for one stroke).
    """

    pieces: tuple[tuple["Stroke", float], ...]
    key_stroke: int
    without_key: "Reading | None"


def load(model_dir: Path) -> "HandwritingNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.cards import load_network
    from playground_demos.demos.handwriting.network import HandwritingNet

    return load_network(HandwritingNet(), model_dir / ABOUT.card_file)


def predict(model: "HandwritingNet", input: object) -> Prediction:
    """Read strokes as a canvas sends them; DrawingRefused when there are none."""
    from playground_demos.demos.handwriting.reading import read_pictures
    from playground_demos.strokes import normalise, read_drawing, render

    (readings,) = read_pictures(model, [render(normalise(read_drawing(input)))])
    return Prediction(tuple(readings))


def explain(model: "HandwritingNet", input: object, prediction: Prediction) -> Explanation:
    """Take each piece and each stroke away once and see what becomes of the answer."""
    from playground_demos.demos.handwriting.erasing import erase_pieces, erase_strokes
    from playground_demos.strokes import normalise, read_drawing

    drawing = normalise(read_drawing(input))
    best = prediction.readings[0]
    pieces = erase_pieces(model, drawing, best)
    key, without_key = erase_strokes(model, drawing, best)
    return Explanation(pieces, key, without_key)


def build(context: DemoContext) -> None:
    """Ask for a guess, take a drawing, answer, explain, invite to break it."""
    import gradio

    from playground_demos.demos.handwriting.page import HOW_SURE, answer_page

    t = context.t
    guess = context.question(
        t("1. 먼저 맞혀 보세요. AI는 얼마나 확신할까요?", "1. Guess first: how sure will it be?"),
        HOW_SURE,
    )
    gradio.Markdown(
        t("**2. 한글 한 글자나 숫자 하나를 써 주세요.**", "**2. Write one syllable or one digit.**")
    )
    canvas = context.canvas(label=t("글씨를 쓰는 칸", "Square to write in"))
    with gradio.Row():
        example = gradio.Button(t("예시 글씨", "An example"), variant="secondary")
        ask = gradio.Button(t("3. AI에게 묻기", "3. Ask the AI"), variant="primary")
    context.status()
    answer = gradio.HTML()
    breaking = gradio.Button(
        t("4. 가장 중요한 획을 지우고 다시 묻기", "4. Erase the decisive stroke and ask again"),
        variant="secondary",
        visible=False,  # nothing is decisive before an answer
    )
    turn = gradio.State(0)

    def work(
        model: "HandwritingNet", strokes: object, guessed: str | None
    ) -> tuple[str, dict[str, Any]]:
        prediction = predict(model, strokes)
        explanation = explain(model, strokes, prediction)
        page = answer_page(prediction, explanation, guessed, context.language)
        return page, gradio.update(visible=explanation.without_key is not None)

    def break_it(model: "HandwritingNet", strokes: Any) -> tuple[Any, ...]:
        key = explain(model, strokes, predict(model, strokes)).key_stroke
        drawn = [stroke for stroke in strokes if stroke]  # as read_drawing counts them
        rest = drawn[:key] + drawn[key + 1 :]
        return gradio.update(value=rest or None), *work(model, rest, None)

    def next_example(number: int) -> tuple[int, Any]:
        return number + 1, gradio.update(value=EXAMPLES[number % len(EXAMPLES)])

    example.click(next_example, turn, [turn, canvas], api_visibility="private")
    context.run(
        ask.click,
        work,
        inputs=[canvas, guess],
        outputs=[answer, breaking],
        sample=(EXAMPLES[0], "sure"),
    )
    context.run(breaking.click, break_it, inputs=[canvas], outputs=[canvas, answer, breaking])
