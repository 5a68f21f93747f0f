"""콜드체인: place two sensors, send a vaccine across Incheon, and decide by a forecast.

The model sees what the sensors see and forecasts the rest of the way; the rules judge what really
became of the vials, whose temperature is synthetic and known everywhere. Keeps the journey in the
page only.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playground_demos.demo import DemoContext
from playground_demos.demos.coldchain.about import ABOUT, EXAMPLES
from playground_demos.toolkit.cards import load_network

if TYPE_CHECKING:
    from playground_demos.demos.coldchain.foresight import Foresight
    from playground_demos.demos.coldchain.network import JourneyNet
    from playground_demos.demos.coldchain.trip import Trip

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]


@dataclass(frozen=True)
class Explanation:
    """What the forecast would be without each sensor, in the order of the trip's sensors."""

    without: tuple["Foresight", ...]


def load(model_dir: Path) -> "JourneyNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.demos.coldchain.network import JourneyNet

    return load_network(JourneyNet(), model_dir / ABOUT.card_file)


def predict(model: "JourneyNet", input: "Trip") -> "Foresight":
    """The forecast at the check, from the trip's sensors."""
    from playground_demos.demos.coldchain.foresight import foresee
    from playground_demos.demos.coldchain.trip import read

    return foresee(model, read(input), input.sensors)


def explain(model: "JourneyNet", input: "Trip", prediction: "Foresight") -> Explanation:
    """Take each sensor away and ask again."""
    from playground_demos.demos.coldchain.foresight import foresee
    from playground_demos.demos.coldchain.trip import read

    degrees = read(input)
    rests = ([one for one in input.sensors if one is not gone] for gone in input.sensors)
    return Explanation(tuple(foresee(model, degrees, rest) for rest in rests))


def build(context: DemoContext) -> None:
    """Take sensors and a guess, forecast from the way so far, let decide, tell the truth."""
    import gradio

    from playground_demos.demos.coldchain.box import BOX, SPOTS, VERDICT_WORDS, sensors_of
    from playground_demos.demos.coldchain.steps import Steps
    from playground_demos.demos.coldchain.trip import Trip

    t = context.t
    gradio.Markdown(
        t(
            "**1. 센서 두 개를 놓을 자리를 누르세요.** 백신은 다섯 자리에 모두 있습니다.",
            "**1. Touch two places for your sensors.** There are vials at all five.",
        )
    )
    places = context.spots(
        label=t("센서를 놓을 자리 두 곳", "Two places for sensors"),
        drawing=BOX, spots=SPOTS, most=2,
    )  # fmt: skip
    guess = context.question(
        t("2. 먼저 맞혀 보세요. 백신은?", "2. Guess first: the vaccine will…"), VERDICT_WORDS
    )
    send = gradio.Button(t("3. 백신 보내기", "3. Send the vaccine"), variant="primary")
    context.status()
    forecast = gradio.HTML()
    with gradio.Row():
        deliver = gradio.Button(t("4. 배달한다", "4. Deliver"), variant="primary", visible=False)
        discard = gradio.Button(t("4. 폐기한다", "4. Discard"), visible=False)
    truth = gradio.HTML()
    again = gradio.Button(
        t("5. 위에서 센서를 옮기고 같은 여행을 다시",
          "5. Move the sensors above, same journey again"),
        visible=False,  # there is no same journey before one
    )  # fmt: skip
    trip = gradio.State(None)

    steps = Steps(context.language)
    travelled = [trip, forecast, deliver, discard, truth, again]
    seed, spots = EXAMPLES[0][0], list(EXAMPLES[0][1])
    context.run(
        send.click, steps.set_out, inputs=[places, guess], outputs=travelled, sample=(spots, "safe")
    )
    context.run(again.click, steps.go_again, inputs=[trip, places, guess], outputs=travelled)
    for button, is_delivered in ((deliver, True), (discard, False)):
        context.run(
            button.click, partial(steps.decide, is_delivered=is_delivered),
            inputs=[trip], outputs=[truth, deliver, discard, again], counts=False,
            sample=(Trip(seed, sensors_of(spots)),),
        )  # fmt: skip
