"""One trip of a vaccine: which journey it is, where its sensors lie, and what they read.

The same seed is the same journey for whoever asks. Judges and forecasts nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from playground_demos.demos.coldchain.data import Degrees, Journeys, Place, make_journeys, readings

KEPT_JOURNEYS = 512  # of 7 kB each, while their visitors decide


@dataclass(frozen=True)
class Trip:
    """One journey by its seed, and where its two sensors lie."""

    seed: int
    sensors: tuple[Place, ...]


def journey_of(trip: Trip) -> Journeys:
    """The truth about the trip: a single journey."""
    return _journey(trip.seed)


@lru_cache(maxsize=KEPT_JOURNEYS)
def _journey(seed: int) -> Journeys:
    journey = make_journeys(1, np.random.default_rng(seed))
    journey.degrees.flags.writeable = False  # whoever asks for the seed gets the same
    return journey


def read(trip: Trip) -> Degrees:
    """What sensors would read at all places (5, STEPS); who has none there does not look."""
    return readings(journey_of(trip).degrees[0], np.random.default_rng([trip.seed, 1]))
