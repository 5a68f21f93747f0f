"""What happens at each step of a delivery: off it goes, the model forecasts, somebody decides.

Pure but for the dice: needs no page. The truth is told only after the decision.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from playground_demos.about import Language
from playground_demos.demos.coldchain import explain, predict
from playground_demos.demos.coldchain.box import VERDICT_WORDS, sensors_of
from playground_demos.demos.coldchain.network import JourneyNet
from playground_demos.demos.coldchain.page import forecast_page, truth_page
from playground_demos.demos.coldchain.trip import Trip, journey_of, read
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.changes import show
from playground_demos.toolkit.choices import taken


@dataclass(frozen=True)
class Steps:
    """The steps of visitors whose page is in one language."""

    language: Language

    def set_out(self, model: JourneyNet, chosen: object, guessed: object) -> tuple[Any, ...]:
        """A new journey with the sensors that were chosen."""
        return self._travel(model, Trip(secrets.randbelow(2**31), sensors_of(chosen)), guessed)

    def go_again(
        self, model: JourneyNet, trip: Trip | None, chosen: object, guessed: object
    ) -> tuple[Any, ...]:
        """The same journey with other sensors."""
        return self._travel(model, Trip(_begun(trip).seed, sensors_of(chosen)), guessed)

    def decide(
        self, model: JourneyNet, trip: Trip | None, *, is_delivered: bool
    ) -> tuple[Any, ...]:
        """Tell what became of the vaccine, and offer the same journey again."""
        trip = _begun(trip)
        foresight = predict(model, trip)
        page = truth_page(journey_of(trip), trip.sensors, foresight, is_delivered, self.language)
        return page, show(False), show(False), show()

    def _travel(self, model: JourneyNet, trip: Trip, guessed: object) -> tuple[Any, ...]:
        guess = taken(
            guessed, VERDICT_WORDS,
            "AI보다 먼저 맞혀 주세요. 무사할까요, 더워질까요, 얼까요?",
            "Please guess before the AI does: safe, too warm, or frozen?",
        )  # fmt: skip
        foresight = predict(model, trip)
        explanation = explain(model, trip, foresight)
        page = forecast_page(trip.sensors, read(trip), foresight, explanation, guess, self.language)
        return trip, page, show(), show(), "", show(False)


def _begun(trip: Trip | None) -> Trip:
    if trip is None:  # nobody set out, or it was longer ago than pages are kept
        raise VisitorMessage(
            "아직 출발하지 않았습니다. 센서를 놓고 출발해 주세요.",
            "Nothing is on its way yet. Place the sensors and set out.",
        )
    return trip
