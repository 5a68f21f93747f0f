"""콜드체인: place two sensors, send a vaccine across Incheon, and decide by a forecast.

The model sees what the sensors see and forecasts the rest of the way; the rules judge what really
became of the vials, whose temperature is synthetic and known everywhere. Keeps the journey in the
page only.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import About, Words
from playground_demos.demo import DemoContext, VisitorMessage
from playground_demos.demos.coldchain.trip import Trip, begun, journey_of, read

if TYPE_CHECKING:
    from playground_demos.demos.coldchain.foresight import Foresight
    from playground_demos.demos.coldchain.network import JourneyNet

ABOUT = About(
    name="coldchain",
    title=Words("콜드체인: 백신 배달", "Cold chain: deliver a vaccine"),
    question=Words(
        "센서 두 개로 백신을 섬까지 무사히 보낼 수 있을까요?",
        "Can two sensors bring a vaccine safely to the island?",
    ),
    model_file="coldchain.safetensors",
    card_file="coldchain.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 여정)",
        "A small network trained in this repository on synthetic journeys",
    ),
    licence="CC0-1.0",
    memory_bytes=400_000,
    batches=True,
    limits=(
        Words(
            "여정도 온도도 합성입니다. 실제 백신의 폐기는 제조사와 보건 당국의 기준을 따릅니다.",
            "Journeys are synthetic. Real vaccines go by the rules of maker and health authority.",
        ),
        Words(
            "AI는 센서가 있는 자리만 봅니다. 나머지 세 자리에서 얼거나 데워져도 모를 수 있습니다.",
            "The AI sees only where a sensor lies; elsewhere vials may freeze or heat unnoticed.",
        ),
        Words(
            "평균 동적 온도(MKT)는 더위만 셉니다. 한 번 언 백신은 평균이 좋아도 못 씁니다.",
            "Mean kinetic temperature counts heat only. A frozen vaccine is lost at any average.",
        ),
    ),
    icon="🧊",
)

EXAMPLES: tuple[tuple[int, tuple[str, str]], ...] = (
    (3, ("centre", "lid")),
    (5, ("ice", "wall")),
    (8, ("door", "ice")),
)


@dataclass(frozen=True)
class Explanation:
    """What the forecast would be without each sensor, in the order of the trip's sensors."""

    without: tuple["Foresight", ...]


def load(model_dir: Path) -> "JourneyNet":
    """The network that the card describes, ready to answer."""
    from playground_demos.cards import load_network
    from playground_demos.demos.coldchain.network import JourneyNet

    return load_network(JourneyNet(), model_dir / ABOUT.card_file)


def predict(model: "JourneyNet", input: Trip) -> "Foresight":
    """The forecast at the check, from the trip's sensors."""
    from playground_demos.demos.coldchain.foresight import foresee

    return foresee(model, read(input), input.sensors)


def explain(model: "JourneyNet", input: Trip, prediction: "Foresight") -> Explanation:
    """Take each sensor away and ask again."""
    from playground_demos.demos.coldchain.foresight import foresee

    degrees = read(input)
    rests = ([one for one in input.sensors if one is not gone] for gone in input.sensors)
    return Explanation(tuple(foresee(model, degrees, rest) for rest in rests))


def build(context: DemoContext) -> None:
    """Take sensors and a guess, forecast from the way so far, let decide, tell the truth."""
    import secrets

    import gradio

    from playground_demos.demos.coldchain.box import BOX, SPOTS, VERDICT_WORDS, sensors_of
    from playground_demos.demos.coldchain.page import forecast_page, truth_page

    t, language = context.t, context.language
    gradio.Markdown(
        t(
            "**1. 센서 두 개를 놓을 자리를 누르세요.** 백신은 다섯 자리에 모두 있습니다.",
            "**1. Touch two places for your sensors.** There are vials at all five.",
        )
    )
    places = context.spots(
        label=t("센서를 놓을 자리 두 곳", "Two places for sensors"),
        drawing=BOX,
        spots=SPOTS,
        most=2,
    )
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
        t(
            "5. 위에서 센서를 옮기고 같은 여행을 다시",
            "5. Move the sensors above, same journey again",
        ),
        visible=False,  # there is no same journey before one
    )
    state = gradio.State(None)

    def travel(model: "JourneyNet", trip: Trip, guessed: str | None) -> tuple[Any, ...]:
        if guessed not in VERDICT_WORDS:
            raise VisitorMessage(
                "AI보다 먼저 맞혀 주세요. 무사할까요, 더워질까요, 얼까요?",
                "Please guess before the AI does: safe, too warm, or frozen?",
            )
        foresight = predict(model, trip)
        page = forecast_page(
            trip.sensors, read(trip), foresight, explain(model, trip, foresight), guessed, language
        )
        shown = gradio.update(visible=True)
        return trip, page, shown, shown, "", gradio.update(visible=False)

    def set_out(model: "JourneyNet", chosen: object, guessed: str | None) -> tuple[Any, ...]:
        return travel(model, Trip(secrets.randbelow(2**31), sensors_of(chosen)), guessed)

    def go_again(
        model: "JourneyNet", trip: Trip | None, chosen: object, guessed: str | None
    ) -> tuple[Any, ...]:
        return travel(model, Trip(begun(trip).seed, sensors_of(chosen)), guessed)

    def decide(model: "JourneyNet", trip: Trip | None, *, is_delivered: bool) -> tuple[Any, ...]:
        trip = begun(trip)
        foresight = predict(model, trip)
        page = truth_page(journey_of(trip), trip.sensors, foresight, is_delivered, language)
        hidden = gradio.update(visible=False)
        return page, hidden, hidden, gradio.update(visible=True)

    answers = [state, forecast, deliver, discard, truth, again]
    seed, spots = EXAMPLES[0]
    context.run(
        send.click, set_out, inputs=[places, guess], outputs=answers, sample=(list(spots), "safe")
    )
    context.run(again.click, go_again, inputs=[state, places, guess], outputs=answers)
    for button, is_delivered in ((deliver, True), (discard, False)):
        context.run(
            button.click,
            partial(decide, is_delivered=is_delivered),
            inputs=[state],
            outputs=[truth, deliver, discard, again],
            counts=False,
            sample=(Trip(seed, sensors_of(list(spots))),),
        )
