"""CMP 공정: set a polisher, hear what the model expects of it, then polish the wafer and see.

The model says its rate with an interval, and "I do not know" outside the recipes it learned from;
the polisher is synthetic and knows the truth. Keeps of a visitor one number at most: the day's best
score.
"""

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage

if TYPE_CHECKING:
    from playground_demos.demos.cmp.best_today import BestToday
    from playground_demos.demos.cmp.data import Lever, Recipe
    from playground_demos.demos.cmp.network import PolishingNet
    from playground_demos.demos.cmp.polishing import Rates

ABOUT = About(
    name="cmp",
    title=Words("CMP 공정 엔지니어", "CMP process engineer"),
    question=Words(
        "반도체를 얼마나 깎을지 AI는 알까요, 모른다고 할까요?",
        "Does the AI know how much it will polish, or say that it does not?",
    ),
    model_file="cmp.safetensors",
    card_file="cmp.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망 다섯(합성 웨이퍼)",
        "Five small networks trained in this repository on synthetic wafers",
    ),
    licence="CC0-1.0",
    memory_bytes=100_000,
    limits=(
        Words(
            "장비도 웨이퍼도 컴퓨터가 만든 합성입니다. 실제 공정의 숫자가 아닙니다.",
            "Machine and wafers are synthetic; no figure here is one of a real process.",
        ),
        Words(
            "구간은 100장 중 90장에만 맞습니다. 나머지 10장은 벗어나도 약속대로입니다.",
            "The interval holds for 90 wafers in 100; ten may miss it and the promise still holds.",
        ),
        Words(
            "배운 설정에서 멀면 ‘모른다’고 하지만, 경계 가까이에서는 아는 척할 수 있습니다.",
            "Far from what it learned it says so; near the border it may pretend to know.",
        ),
    ),
    icon="💿",
)

EXAMPLES: tuple[tuple[float, ...], ...] = (
    (3.0, 70, 180, 10, 15),  # too little
    (4.6, 80, 230, 14, 8),  # about right
    (7.5, 140, 80, 35, 55),  # nobody ever ran that
)
GUESSES = ("less", "right", "more")


@dataclass(frozen=True)
class Model:
    """The network, and the board that all visitors of the day share."""

    network: "PolishingNet"
    best: "BestToday"


@dataclass(frozen=True)
class Explanation:
    """What each lever did, and the rates along the one that did most.

    `effects` are nm/min gained against the factory's usual setting of that lever alone, in the
    order of LEVERS; `along` are the rates at `places` of lever `strongest`, the others as they are.
    """

    effects: tuple[float, ...]
    strongest: "Lever"
    places: tuple[float, ...]
    along: "Rates"
    nearest: tuple[float, ...]


def load(model_dir: Path) -> Model:
    """The network that the card describes, ready to answer, and an empty board."""
    from playground_demos.cards import load_network
    from playground_demos.demos.cmp.best_today import BestToday
    from playground_demos.demos.cmp.network import PolishingNet

    return Model(load_network(PolishingNet(), model_dir / ABOUT.card_file), BestToday())


def predict(model: Model, input: "Recipe") -> "Rates":
    """The removal rate of one recipe."""
    from playground_demos.demos.cmp.polishing import foretell

    return foretell(model.network, input.row())


def explain(model: Model, input: "Recipe", prediction: "Rates") -> Explanation:
    """Turn each lever back to the usual alone, and the one that matters most from end to end."""
    import numpy as np

    from playground_demos.demos.cmp.data import LEVERS, USUAL
    from playground_demos.demos.cmp.polishing import foretell, nearest_known

    turned_back = np.repeat(input.row(), len(LEVERS), axis=0)
    np.fill_diagonal(turned_back, astuple(USUAL))
    effects = prediction.middle[0] - foretell(model.network, turned_back).middle
    index = int(np.abs(effects).argmax())
    lever = LEVERS[index]
    places = np.linspace(lever.low, lever.high, 41)
    rows = np.repeat(input.row(), len(places), axis=0)
    rows[:, index] = places
    nearest = nearest_known(model.network, input.row())
    along = foretell(model.network, rows)
    return Explanation(tuple(effects), lever, tuple(places), along, tuple(nearest))


def build(context: DemoContext) -> None:
    """Take a recipe and a guess, let the model answer, then polish and count points."""
    import gradio
    import numpy as np

    from playground_demos.demos.cmp.data import LEVERS, polish
    from playground_demos.demos.cmp.page import (
        GUESS_WORDS,
        answer_page,
        recipe_of,
        score_of,
        task_page,
        wafer_page,
    )

    t, language = context.t, context.language
    gradio.HTML(task_page(language))
    sliders = [
        gradio.Slider(
            lever.low,
            lever.high,
            value=lever.start,
            step=lever.step,
            label=f"{lever.words.said_in(language)} ({lever.unit.said_in(language)})",
        )
        for lever in LEVERS
    ]
    guess = context.question(
        t("2. 먼저 맞혀 보세요. 1분이면?", "2. Guess first: after one minute?"), GUESS_WORDS
    )
    ask = gradio.Button(t("3. AI에게 묻기", "3. Ask the AI"), variant="primary")
    context.status()
    answer = gradio.HTML()
    run = gradio.Button(
        t("4. 웨이퍼를 깎고 점수 보기", "4. Polish the wafer and see your score"),
        variant="primary",
        visible=False,  # the model answers first
    )
    wafer = gradio.HTML()

    def work(model: Model, guessed: str | None, *settings: Any) -> tuple[str, Any, str]:
        recipe = recipe_of(settings)
        if guessed not in GUESSES:
            raise VisitorMessage(
                "AI보다 먼저 맞혀 주세요. 모자랄까요, 맞을까요, 지나칠까요?",
                "Please guess before the AI does: too little, right, or too much?",
            )
        rates = predict(model, recipe)
        page = answer_page(recipe, rates, explain(model, recipe, rates), guessed, language)
        return page, gradio.update(visible=True), ""

    def polish_it(model: Model, *settings: Any) -> str:
        recipe = recipe_of(settings)
        made = polish(recipe, np.random.default_rng())
        before = model.best.offer(score_of(made).total)
        return wafer_page(made, predict(model, recipe), before, language)

    context.run(
        ask.click,
        work,
        inputs=[guess, *sliders],
        outputs=[answer, run, wafer],
        sample=(GUESSES[0], *EXAMPLES[0]),
    )
    context.run(run.click, polish_it, inputs=sliders, outputs=[wafer])
