"""가명정보: take the name off a synthetic neighbour, see who is left, and blur until they hide.

Asks how many look alike first, then counts; k grows and usefulness falls along five rungs. A text
of the visitor's own is searched too, by rules, and nothing of it is kept or logged.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage

if TYPE_CHECKING:
    from playground_demos.demos.pseudonym.census import Census

ABOUT = About(
    name="pseudonym",
    title=Words("가명정보: 이름을 지워도", "Pseudonyms: without a name"),
    question=Words(
        "이름을 지우면 아무도 나를 못 찾을까요?", "Does nobody find you once your name is gone?"
    ),
    source=Words(
        "배운 모델이 아니라 규칙과 셈으로 답합니다. 주민 3,000명은 모두 컴퓨터가 만든 합성입니다.",
        "Rules and counting answer here, no trained model. All 3,000 neighbours are synthetic.",
    ),
    licence="CC0-1.0",
    limits=(
        Words(
            "여기 나오는 주민은 모두 합성입니다. 2060년 뒤에 태어난 번호와 쓰지 않는 전화번호라"
            " 실제 사람일 수 없습니다.",
            "Every neighbour is synthetic: born after 2060, with telephone numbers nobody has.",
        ),
        Words(
            "글에서는 규칙에 맞는 것만 찾습니다."
            " 별명, 번지 없는 주소, 글로 풀어 쓴 숫자는 놓칩니다.",
            "In a text it finds what fits the rules: no nickname, no number in words, no address"
            " without its number.",
        ),
        Words(
            "다섯 명 속에 숨어도 안전하다는 뜻은 아닙니다. 네 칸 말고 하나를 더 아는 사람이 있고,"
            " 다섯 명의 비밀이 모두 같을 수도 있습니다. 법에 정해진 k도 없습니다.",
            "Hidden among five is not safe: somebody may know a fifth thing, or all five may share"
            " one secret. No law sets a k.",
        ),
    ),
    icon="🎭",
)

EXAMPLES: tuple[str, ...] = (
    "김합성 고객의 주민번호는 900101-3123454입니다. 회신은 010-0123-4567로 주세요.",
    "담당 박예시 과장에게 ９１０８０４－３０３０９７９로 본인 확인, 메일은 test@example.com",
    "제 번호는 공일공에 공공일이 삼사오육이고요, 송도 3번지 파란 대문 집 둘째예요.",
)
GUESSES = ("alone", "few", "many")
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Question:
    """A person of the town, and the rung they are blurred to."""

    person: int
    rung: int


@dataclass(frozen=True)
class Prediction:
    """How many are `alike` with the person; the rest is of the whole town on this rung.

    `k` is its smallest group, `alone` the people in groups of one, `hidden` the share of them in
    groups of five or more.
    """

    alike: int
    k: int
    alone: int
    hidden: float
    useful: float


@dataclass(frozen=True)
class Explanation:
    """`left[n]`: people left when n columns are known; `without[n]`: when only column n is not."""

    left: tuple[int, ...]
    without: tuple[int, ...]


def load(model_dir: Path) -> "Census":
    """The town, counted; there is no file."""
    from playground_demos.demos.pseudonym.census import take_census

    del model_dir
    return take_census()


def predict(model: "Census", input: Question) -> Prediction:
    """Count who looks like the person, and how the whole town stands on this rung."""
    alike = model.alike[input.rung]
    hidden, useful = model.ladder[input.rung]
    return Prediction(
        int(alike[input.person]), int(alike.min()), int((alike == 1).sum()), hidden, useful
    )


def explain(model: "Census", input: Question, prediction: Prediction) -> Explanation:
    """Let the columns narrow the town down one by one, and leave out each of them once."""
    del prediction
    codes = model.codes[input.rung]
    same = codes == codes[input.person]  # (people, columns)
    columns = range(same.shape[1])
    left = tuple(int(same[:, :count].all(axis=1).sum()) for count in range(len(columns) + 1))
    without = tuple(
        int(same[:, [other for other in columns if other != each]].all(axis=1).sum())
        for each in columns
    )
    return Explanation(left, without)


def build(context: DemoContext) -> None:
    """Take a neighbour and a guess, count, blur; and search a text of the visitor's own."""
    import secrets

    import gradio

    from playground_demos.demos.pseudonym.page import (
        GUESS_WORDS,
        RUNG_WORDS,
        answer_page,
        person_page,
        text_page,
    )
    from playground_demos.demos.pseudonym.town import PEOPLE, RUNGS
    from playground_demos.personal_text import find_personal

    t, language = context.t, context.language
    take = gradio.Button(t("1. 합성 주민 한 명 만나기", "1. Meet a neighbour"), variant="primary")
    person = gradio.HTML()
    rung = context.question(
        t("2. 이름과 번호를 지우고, 나머지는?", "2. Name and numbers go. The rest?"),
        dict(enumerate(RUNG_WORDS)), first=0, visible=False,  # until there is a neighbour
    )  # fmt: skip
    guess = context.question(
        t("3. 먼저 맞혀 보세요. 3,000명 가운데 똑같아 보이는 사람은?",
          "3. Guess first: how many of 3,000 look just like that?"),
        GUESS_WORDS, visible=False,
    )  # fmt: skip
    ask = gradio.Button(t("4. 세어 보기", "4. Count"), variant="primary", visible=False)
    context.status()
    answer = gradio.HTML()
    with gradio.Accordion(t("글에서 찾아 가리기", "Search a text"), open=False):
        gradio.Markdown(
            t(
                "붙여 넣은 글은 저장하지도 기록하지도 않습니다. 답은 끊긴 휴대전화에 돌려주려고"
                " 잠시 메모리에만 둡니다. 그래도 **진짜 번호 말고** 지어낸 것을 넣어 주세요.",
                "What you paste is neither stored nor logged; the answer waits a little in memory,"
                " for a phone that lost its line. Even so, please **invent** the numbers.",
            )
        )
        text = gradio.Textbox(label=t("글", "Text"), lines=4, max_lines=8, max_length=LONGEST_TEXT)
        with gradio.Row():
            example = gradio.Button(t("예시 글", "An example"), variant="secondary")
            search = gradio.Button(t("찾아서 가리기", "Find and hide"), variant="primary")
        found = gradio.HTML()
    chosen, turn = gradio.State(None), gradio.State(0)

    def meet(model: "Census") -> tuple[Any, ...]:
        number = secrets.randbelow(PEOPLE)
        shown = gradio.update(visible=True)
        page = person_page(model.town, number, language)
        levels, guesses = (gradio.update(value=one, visible=True) for one in (0, None))
        return number, page, levels, guesses, shown, ""

    def count(model: "Census", number: int | None, level: object, guessed: object) -> str:
        if number is None:
            raise VisitorMessage("먼저 주민을 만나 주세요.", "Please meet a neighbour first.")
        if not isinstance(level, int) or not 0 <= level < len(RUNGS):
            raise VisitorMessage("얼마나 흐릴지 골라 주세요.", "Please choose how much to blur.")
        if not isinstance(guessed, str) or guessed not in GUESSES:
            raise VisitorMessage(
                "세기 전에 먼저 맞혀 주세요. 몇 명일까요?", "Please guess before counting."
            )
        question = Question(number, level)
        prediction = predict(model, question)
        explanation = explain(model, question, prediction)
        return answer_page(model, question, prediction, explanation, guessed, language)

    def find(model: "Census", pasted: object) -> str:
        del model
        if not isinstance(pasted, str) or not pasted.strip():
            raise VisitorMessage("글을 먼저 넣어 주세요.", "Please enter a text first.")
        if len(pasted) > LONGEST_TEXT:
            raise VisitorMessage(
                f"글이 너무 깁니다. {LONGEST_TEXT:,}자까지 넣어 주세요.",
                f"The text is too long; up to {LONGEST_TEXT:,} characters, please.",
            )
        return text_page(pasted, find_personal(pasted), language)

    def next_example(number: int) -> tuple[int, str]:
        return number + 1, EXAMPLES[number % len(EXAMPLES)]

    example.click(next_example, turn, [turn, text], api_visibility="private")
    met = [chosen, person, rung, guess, ask, answer]
    context.run(take.click, meet, outputs=met, counts=False, sample=())
    context.run(
        ask.click, count, inputs=[chosen, rung, guess], outputs=[answer], sample=(1, 1, "few")
    )
    context.run(search.click, find, inputs=[text], outputs=[found], sample=(EXAMPLES[0],))
