"""Synthetic journeys of a vaccine box across Incheon, and the rules that judge them.

A box is five places that leak heat from outside, give heat to the ice packs and share it with one
another: first-order lags, ten minutes a step. Every constant is invented; no journey here is a
record of a real one. The same seed gives the same journeys. Knows no network.

Source of the rules: USP <1079.2> (2 to 8 °C, up to 15 °C for a day at most, mean kinetic
temperature over any 24 hours up to 8 °C); freezing is a separate alarm that no average forgives.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from playground_demos.about import Words

Degrees = NDArray[np.float64]  # °C

STEPS_PER_HOUR = 6
HOURS = 30
STEPS = HOURS * STEPS_PER_HOUR
CHECK_HOUR = 18  # where the forecast is asked for
WINDOW_STEPS = 24 * STEPS_PER_HOUR
LOW, HIGH, EXCURSION, FREEZING = 2.0, 8.0, 15.0, 0.0
ACTIVATION_KELVIN = 10_000.0  # dH/R of USP <1160>: a convention, not a property of this vaccine
KELVIN = 273.15
SENSOR_NOISE = 0.15


class Place(StrEnum):
    """Where a vial stands and a sensor may lie."""

    LID = "lid"
    WALL = "wall"
    CENTRE = "centre"
    DOOR = "door"
    ICE = "ice"


class Event(StrEnum):
    """What happens on the way, if anything."""

    CALM = "calm"
    SUN = "sun"
    DOOR = "door"
    ICE = "ice"
    COOLER = "cooler"


class Verdict(StrEnum):
    """What became of the vaccine."""

    SAFE = "safe"
    WARM = "warm"
    FROZEN = "frozen"


PLACES, EVENTS, VERDICTS = tuple(Place), tuple(Event), tuple(Verdict)
EVENT_SHARES = (0.2, 0.2, 0.2, 0.2, 0.2)


@dataclass(frozen=True)
class Stop:
    """A stretch of the journey until `until` (hours), and how warm it is around the box."""

    words: Words
    until: float
    outside: float


STOPS = (
    Stop(Words("인천공항", "Airport"), 6, 7.0),
    Stop(Words("인천대교", "Bridge"), 8, 14.0),
    Stop(Words("송도 창고", "Songdo hub"), 20, 6.5),
    Stop(Words("연안부두", "Pier"), 22, 17.0),
    Stop(Words("배", "Ferry"), 27, 15.0),
    Stop(Words("덕적도", "Island"), 30, 8.0),
)
# For each place in ten minutes: what leaks in from outside, and what the ice packs take.
LEAK = np.array([0.0060, 0.0075, 0.0020, 0.0065, 0.0020])
CHILL = np.array([0.0060, 0.0080, 0.0090, 0.0065, 0.0500])
TOUCHED = np.array([0.05, 0.05, 0.3, 0.05, 1.0])  # by a pack that came straight from the freezer
SHARING = 0.003
ICE_CELSIUS = 3.0


@dataclass(frozen=True)
class Journeys:
    """`degrees` (n, 5, STEPS) of the vials at PLACES, and the event (n,) as an index of EVENTS."""

    degrees: Degrees
    events: NDArray[np.int64]


def make_journeys(count: int, rng: np.random.Generator) -> Journeys:
    """Journeys of all kinds, with weather, packing and luck of their own."""
    events = rng.choice(len(EVENTS), size=count, p=EVENT_SHARES)
    begin = rng.uniform(2, 24, count)[:, None]
    length = rng.uniform(1.5, 10, count)[:, None]
    hours = np.arange(STEPS)[None] / STEPS_PER_HOUR
    during = ((hours >= begin) & (hours < begin + length)).astype(float)  # (n, STEPS)

    def happens(event: Event) -> NDArray[np.float64]:
        return np.where((events == EVENTS.index(event))[:, None], during, 0.0)

    until = np.array([stop.until for stop in STOPS])
    around = np.array([stop.outside for stop in STOPS])[np.searchsorted(until, hours[0], "right")]
    outside = around + rng.normal(0, 1.2, (count, 1)) + 1.5 * np.sin((hours - 9) * np.pi / 12)
    outside = outside + happens(Event.COOLER) * rng.uniform(15, 38, (count, 1))
    outside = np.repeat(outside[:, None], len(PLACES), axis=1)  # (n, 5, STEPS)
    outside[:, :2] += (happens(Event.SUN) * rng.uniform(20, 55, (count, 1)))[:, None]
    leak = np.repeat(LEAK[None, :, None], STEPS, axis=2) * rng.uniform(0.8, 1.2, (count, 1, 1))
    open_door = happens(Event.DOOR) * rng.uniform(3, 8, (count, 1))
    leak[:, PLACES.index(Place.DOOR)] *= 1 + open_door
    leak[:, PLACES.index(Place.LID)] *= 1 + 0.3 * open_door
    warm_air = 10 * (open_door > 0)
    unthawed = happens(Event.ICE) * rng.uniform(6, 16, (count, 1))
    ice = ICE_CELSIUS + rng.normal(0, 0.3, (count, 1, 1)) - TOUCHED[:, None] * unthawed[:, None]
    degrees = np.empty((count, len(PLACES), STEPS))
    now = rng.normal(4.8, 0.4, (count, len(PLACES)))
    for step in range(STEPS):
        air = outside[:, :, step] + warm_air[:, step, None]
        now = (
            now
            + leak[:, :, step] * (air - now)
            + CHILL * (ice[:, :, step] - now)
            + SHARING * (now.mean(axis=1, keepdims=True) - now)
        )
        degrees[:, :, step] = now
    return Journeys(degrees, events)


def readings(degrees: Degrees, rng: np.random.Generator) -> Degrees:
    """What sensors say: the truth with noise, to a tenth of a degree."""
    return np.round(degrees + rng.normal(0, SENSOR_NOISE, degrees.shape), 1)


def mean_kinetic(degrees: Degrees) -> Degrees:
    """Mean kinetic temperature over the last axis, °C: heat does more harm than cold does good.

    Source: USP <1160>; Haynes 1971.
    """
    rate = np.exp(-ACTIVATION_KELVIN / (degrees + KELVIN)).mean(axis=-1)
    return np.asarray(-ACTIVATION_KELVIN / np.log(rate) - KELVIN)


def worst_mean_kinetic(degrees: Degrees) -> Degrees:
    """The highest mean kinetic temperature of any 24 hours on the last axis."""
    windows = np.lib.stride_tricks.sliding_window_view(degrees, WINDOW_STEPS, axis=-1)
    return np.asarray(mean_kinetic(windows[..., ::STEPS_PER_HOUR, :]).max(axis=-1))


def judge(degrees: Degrees) -> NDArray[np.int64]:
    """What became of journeys (n, places, STEPS): indices of VERDICTS (n,), by the worst vial."""
    frozen = (degrees <= FREEZING).any(axis=(1, 2))
    warm = (degrees > EXCURSION).any(axis=(1, 2)) | (worst_mean_kinetic(degrees) > HIGH).any(axis=1)
    return np.where(frozen, VERDICTS.index(Verdict.FROZEN), warm.astype(np.int64))
