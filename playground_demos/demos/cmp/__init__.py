"""CMP 공정: set a polisher, hear what the model expects of it, then polish the wafer and see.

The model says its rate with an interval, and "I do not know" outside the recipes it learned from;
the polisher is synthetic and knows the truth. Keeps of a visitor one number at most: the day's best
score.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.cmp.about import ABOUT, EXAMPLES
from playground_demos.demos.cmp.best_today import BestToday
from playground_demos.toolkit.cards import load_network

if TYPE_CHECKING:
    from playground_demos.demos.cmp.data import Lever, Recipe
    from playground_demos.demos.cmp.network import PolishingNet
    from playground_demos.demos.cmp.polishing import Rates

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Model:
    """The network, and the board that all visitors of the day share."""

    network: "PolishingNet"
    best: BestToday


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
    from playground_demos.demos.cmp.network import PolishingNet

    return Model(load_network(PolishingNet(), model_dir / ABOUT.card_file), BestToday())


def predict(model: Model, input: "Recipe") -> "Rates":
    """The removal rate of one recipe."""
    from playground_demos.demos.cmp.polishing import foretell

    return foretell(model.network, input.row())


def explain(model: Model, input: "Recipe", prediction: "Rates") -> Explanation:
    """Turn each lever back to the usual alone, and the one that matters most from end to end."""
    from playground_demos.demos.cmp.data import LEVERS
    from playground_demos.demos.cmp.polishing import along, foretell, nearest_known, turned_back

    effects = prediction.middle[0] - foretell(model.network, turned_back(input)).middle
    strongest = LEVERS[int(abs(effects).argmax())]
    places, recipes = along(input, strongest)
    nearest = nearest_known(model.network, input.row())
    rates = foretell(model.network, recipes)
    return Explanation(tuple(effects), strongest, tuple(places), rates, tuple(nearest))


def build(context: DemoContext) -> None:
    """Take a recipe and a guess, let the model answer, then polish and count points."""
    import gradio

    from playground_demos.demos.cmp.data import LEVERS
    from playground_demos.demos.cmp.page import GUESS_WORDS, task_page
    from playground_demos.demos.cmp.steps import Steps

    t, language = context.t, context.language
    gradio.HTML(task_page(language))
    sliders = [
        gradio.Slider(
            lever.low, lever.high, value=lever.start, step=lever.step,
            label=f"{lever.words.said_in(language)} ({lever.unit.said_in(language)})",
        )
        for lever in LEVERS
    ]  # fmt: skip
    guess = context.question(
        t("2. 먼저 맞혀 보세요. 1분이면?", "2. Guess first: after one minute?"), GUESS_WORDS
    )
    ask = gradio.Button(t("3. AI에게 묻기", "3. Ask the AI"), variant="primary")
    context.status()
    answer = gradio.HTML()
    run = gradio.Button(
        t("4. 웨이퍼를 깎고 점수 보기", "4. Polish the wafer and see your score"),
        variant="primary", visible=False,  # the model answers first
    )  # fmt: skip
    wafer = gradio.HTML()

    steps = Steps(language)
    context.run(
        ask.click, steps.ask, inputs=[guess, *sliders], outputs=[answer, run, wafer],
        sample=("less", *EXAMPLES[0]),
    )  # fmt: skip
    context.run(run.click, steps.polish, inputs=sliders, outputs=[wafer])
