"""가명정보: take the name off a synthetic neighbour, see who is left, and blur until they hide.

Asks how many look alike first, then counts; k grows and usefulness falls along five rungs. A text
of the visitor's own is searched too, by rules, and nothing of it is kept or logged.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.pseudonym.about import ABOUT, EXAMPLES
from playground_demos.toolkit.widgets import draw_examples

if TYPE_CHECKING:
    from playground_demos.demos.pseudonym.census import Census

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Question:
    """A person of the town, and the rung they are blurred to."""

    person: int
    rung: int


@dataclass(frozen=True)
class Prediction:
    """How many are `alike` with the person; the rest is of the whole town on this rung.

    `k` is its smallest group, `alone` the people in groups of one, `useful` what is left of use.
    """

    alike: int
    k: int
    alone: int
    useful: float


@dataclass(frozen=True)
class Explanation:
    """`left[n]`: people left when n columns are known; `without[n]`: when only column n is not."""

    left: tuple[int, ...]
    without: tuple[int, ...]


def load(model_dir: Path) -> "Census":
    """The town, counted; there is no file."""
    from playground_demos.demos.pseudonym.census import take_census

    return take_census()


def predict(model: "Census", input: Question) -> Prediction:
    """Count who looks like the person, and how the whole town stands on this rung."""
    alike, useful = model.alike[input.rung], model.ladder[input.rung][1]
    return Prediction(int(alike[input.person]), int(alike.min()), int((alike == 1).sum()), useful)


def explain(model: "Census", input: Question, prediction: Prediction) -> Explanation:
    """Let the columns narrow the town down one by one, and leave out each of them once."""
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
    import gradio

    from playground_demos.demos.pseudonym.page import GUESS_WORDS, RUNG_WORDS, TEXT_WARNING
    from playground_demos.demos.pseudonym.steps import LONGEST_TEXT, Steps

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
        gradio.Markdown(TEXT_WARNING.said_in(language))
        text = gradio.Textbox(label=t("글", "Text"), lines=4, max_lines=8, max_length=LONGEST_TEXT)
        with gradio.Row():
            draw_examples(t("예시 글", "An example"), EXAMPLES, text)
            search = gradio.Button(t("찾아서 가리기", "Find and hide"), variant="primary")
        found = gradio.HTML()
    chosen = gradio.State(None)

    steps = Steps(language)
    met = [chosen, person, rung, guess, ask, answer]
    context.run(take.click, steps.meet, outputs=met, counts=False, sample=())
    context.run(
        ask.click, steps.count, inputs=[chosen, rung, guess], outputs=[answer], sample=(1, 1, "few")
    )
    context.run(search.click, steps.find, inputs=[text], outputs=[found], sample=(EXAMPLES[0],))
