"""다음 낱말: inside a language model, which only ever guesses the next piece of a word.

Asks the visitor for a guess first, shows the chances as bars, lets a temperature change them, and
writes on: as readily from a false beginning as from a true one. Keeps no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage

if TYPE_CHECKING:
    from playground_demos.demos.words.writing import LanguageModel, Piece

ABOUT = About(
    name="words",
    title=Words("다음 낱말", "The next word"),
    question=Words(
        "말 잘하는 AI는 정말 알고 말할까요?", "Does an AI that talks well know what it says?"
    ),
    model_file="words.safetensors",
    card_file="words.json",
    source=Words(
        "이 저장소에서 이 실습실의 수업 글로 직접 학습한 아주 작은 언어 모델",
        "A very small language model trained in this repository on this lab's own lessons",
    ),
    licence="CC0-1.0",
    memory_bytes=1_600_000,
    limits=(
        Words(
            "이 실습실의 수업 글만 읽었습니다. 챗봇의 수만 분의 일도 안 되는 크기입니다.",
            "It has read this lab's lessons only, and is a tiny fraction of a chatbot's size.",
        ),
        Words(
            "사실을 모릅니다. 그럴듯한 다음 조각을 고를 뿐이라 없는 일도 지어냅니다.",
            "It knows no facts. It picks a likely next piece, and so makes things up.",
        ),
        Words(
            "한국어만 이어 씁니다. 처음 보는 글자는 읽지 못하고 건너뜁니다.",
            "It writes Korean only, and skips letters that it never met.",
        ),
    ),
    icon="💬",
)

EXAMPLES: tuple[str, ...] = (
    "먼저 예상해",
    "모델이 틀리는 까닭은",
    "불량을 놓치는 것과",
    "이름을 지워도",
    "온도가 8 °C를 넘으면",
)
# A true beginning and a false one: it has read that such a vaccine keeps at 2 to 8 °C.
TWINS = ("백신은 2 °C에서 8 °C 사이로", "백신은 200 °C에서 800 °C 사이로")
LONGEST_TEXT = 120
SHOWN = 6  # bars
LEFT_OUT = 5  # words at most, from the end, that are covered to see which matter


@dataclass(frozen=True)
class Question:
    """A beginning, and how daring the dice are."""

    text: str
    temperature: float = 1.0


@dataclass(frozen=True)
class Prediction:
    """The likeliest next pieces, best first, and the letters that the model never met."""

    pieces: "tuple[Piece, ...]"
    unread: str


@dataclass(frozen=True)
class Explanation:
    """`without`: each of the last words, and the chance of the best piece when it is covered."""

    best: float
    without: tuple[tuple[str, float], ...]


def load(model_dir: Path) -> "LanguageModel":
    """The shipped model that the card describes."""
    from playground_demos.demos.words.models import load_shipped

    return load_shipped(model_dir / ABOUT.card_file)


def predict(model: "LanguageModel", input: Question) -> Prediction:
    """The chances of the next piece."""
    from playground_demos.demos.words.writing import next_pieces, unread_letters

    pieces = next_pieces(model, input.text, input.temperature, SHOWN)
    return Prediction(tuple(pieces), unread_letters(model, input.text))


def explain(model: "LanguageModel", input: Question, prediction: Prediction) -> Explanation:
    """Cover the last words one after another, and ask again for the best piece."""
    from playground_demos.demos.words.writing import chance_of

    words, best = input.text.split(), prediction.pieces[0].id
    first = max(0, len(words) - LEFT_OUT)
    without = tuple(
        (words[each], chance_of(model, " ".join(words[:each] + words[each + 1 :]), best))
        for each in range(first, len(words))
        if len(words) > 1
    )
    return Explanation(chance_of(model, input.text, best), without)


def build(context: DemoContext) -> None:
    """Take a beginning and a guess, show the chances, write on, and try a false beginning."""
    import gradio

    from playground_demos.demos.words.page import (
        SIGNS,
        answer_page,
        bars_page,
        choices_page,
        notice_page,
        read_text,
        story_page,
        twins_page,
    )
    from playground_demos.demos.words.writing import Written, write_on

    t, language = context.t, context.language
    gradio.HTML(notice_page(context.about, language))
    text = gradio.Textbox(
        value=EXAMPLES[0],
        label=t("1. 첫머리를 쓰거나 골라 주세요", "1. Write or take a beginning"),
        max_length=LONGEST_TEXT, lines=1, max_lines=3,
    )  # fmt: skip
    with gradio.Row():
        other = gradio.Button(t("다른 첫머리", "Another"), variant="secondary")
        offer = gradio.Button(t("보기 네 개 받기", "Show four choices"), variant="primary")
    choices = gradio.HTML()
    guess = context.question(
        t("2. AI는 어느 조각을 첫째로 꼽을까요?", "2. Which piece does it put first?"),
        dict(enumerate(SIGNS)), in_a_row=4, visible=False,
    )  # fmt: skip
    ask = gradio.Button(t("3. 막대 보기", "3. Show the bars"), variant="primary", visible=False)
    context.status()
    answer = gradio.HTML()
    heat = gradio.Slider(
        0.2, 2.0, value=1.0, step=0.1, visible=False,
        label=t("4. 온도: 낮으면 뻔하게, 높으면 엉뚱하게", "4. Temperature: low dull, high wild"),
    )  # fmt: skip
    chances = gradio.HTML()
    write = gradio.Button(
        t("5. 이어 쓰게 하기", "5. Let it write on"), variant="primary", visible=False
    )
    story = gradio.HTML()
    lie = gradio.Button(
        t("6. 거짓 첫머리를 줘 보기", "6. Give it a false beginning"),
        variant="secondary", visible=False,
    )  # fmt: skip
    twins, turn = gradio.HTML(), gradio.State(0)

    def present(model: "LanguageModel", typed: object) -> tuple[Any, ...]:
        question = Question(read_text(typed, LONGEST_TEXT))
        shown = choices_page(question, predict(model, question), language)
        return shown, gradio.update(value=None, visible=True), gradio.update(visible=True), ""

    def judge(model: "LanguageModel", typed: object, guessed: object) -> tuple[Any, ...]:
        question = Question(read_text(typed, LONGEST_TEXT))
        if type(guessed) is not int or guessed not in range(len(SIGNS)):
            raise VisitorMessage(
                "AI보다 먼저 골라 주세요. ①에서 ④ 가운데 무엇일까요?",
                "Please guess before the AI does: which of ① to ④?",
            )
        prediction = predict(model, question)
        explanation = explain(model, question, prediction)
        page = answer_page(question, prediction, explanation, guessed, language)
        return page, *[gradio.update(visible=True)] * 3

    def warm(model: "LanguageModel", typed: object, heated: object) -> str:
        question = _question(typed, heated)
        return bars_page(question, predict(model, question), language)

    def go_on(model: "LanguageModel", typed: object, heated: object) -> Iterator[str]:
        question, written = _question(typed, heated), Written()
        for written in write_on(model, question.text, question.temperature):
            yield story_page(question, written, language, is_done=False)
        yield story_page(question, written, language, is_done=True)

    def compare(model: "LanguageModel") -> Iterator[str]:
        done = [Written() for _ in TWINS]
        for number, beginning in enumerate(TWINS):
            for done[number] in write_on(model, beginning, 0.7, most=24):
                yield twins_page(TWINS, done, language, is_done=False)
        yield twins_page(TWINS, done, language, is_done=True)

    def _question(typed: object, heated: object) -> Question:
        temperature = float(heated) if isinstance(heated, int | float) else 1.0
        return Question(read_text(typed, LONGEST_TEXT), min(max(temperature, 0.2), 2.0))

    def next_example(number: int) -> tuple[int, str]:
        number = (number + 1) % len(EXAMPLES)
        return number, EXAMPLES[number]

    other.click(next_example, turn, [turn, text], api_visibility="private")
    context.run(
        offer.click, present, inputs=[text], outputs=[choices, guess, ask, answer], counts=False
    )
    context.run(
        ask.click, judge, inputs=[text, guess], outputs=[answer, heat, write, lie],
        sample=(EXAMPLES[0], 0),
    )  # fmt: skip
    context.run(heat.release, warm, inputs=[text, heat], outputs=[chances], counts=False)
    context.run(write.click, go_on, inputs=[text, heat], outputs=[story], sample=(EXAMPLES[0], 1.0))
    context.run(lie.click, compare, outputs=[twins])
