"""Ask the journey network: what the sensors' readings so far say of the rest of the way.

It sees only what the sensors see, at the check after 18 hours. Does not train, and does not judge
what really became of the vaccine: the rules in `data` do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from playground_demos.demos.coldchain.data import (
    CHECK_HOUR,
    HOURS,
    PLACES,
    STEPS_PER_HOUR,
    Degrees,
    Place,
)
from playground_demos.demos.coldchain.network import JourneyNet

SEEN_STEPS = CHECK_HOUR * STEPS_PER_HOUR
SEEN_EVERY = 3  # steps: half an hour
AHEAD = slice(SEEN_STEPS + STEPS_PER_HOUR - 1, HOURS * STEPS_PER_HOUR, STEPS_PER_HOUR)


@dataclass(frozen=True)
class Foresight:
    """`chances` of VERDICTS, and `course` (5, 12, 3): low, middle and high at PLACES, hourly."""

    chances: tuple[float, ...]
    course: Degrees


def foresee(network: JourneyNet, read: Degrees, sensors: Sequence[Place]) -> Foresight:
    """What the network says of one journey, `read` (5, STEPS) at the places with `sensors` only."""
    mask = mask_of([sensors])
    with torch.inference_mode():
        scores, course = network(as_seen(read[None]), mask)
    chances = scores.double().softmax(1)[0].tolist()
    return Foresight(tuple(chances), course[0].double().numpy())


def as_seen(read: Degrees) -> torch.Tensor:
    """Readings (n, 5, STEPS) as the network takes them at the check: (n, 5, 36)."""
    return torch.from_numpy(read[:, :, SEEN_EVERY - 1 : SEEN_STEPS : SEEN_EVERY]).float()


def mask_of(sensors: Sequence[Sequence[Place]]) -> torch.Tensor:
    """(n, 5), 1 where a sensor lies."""
    rows = [[float(place in chosen) for place in PLACES] for chosen in sensors]
    return torch.tensor(rows)


def random_pairs(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Masks (count, 5) with two sensors at random places each."""
    order = rng.random((count, len(PLACES))).argsort(axis=1)
    return (order < 2).astype(np.float64)
