"""From pictures through the handwriting network to whole characters with probabilities.

The probabilities of all 11,182 characters (syllables and digits) add up to one. The three letters
of a syllable are read independently; only how common it is ties them together. Knows no words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground_demos.demos.handwriting.jamo import (
    DIGITS,
    INITIALS,
    common_syllables,
    join_syllable,
)
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.toolkit.strokes import Picture

SYLLABLES = 19 * 21 * 28
# Three heads with smoothed labels are too modest together; fitted on 800 drawings by familiar hands
# (least surprise between 1.45 and 1.6), so that "90 % sure" is right about as often.
SHARPNESS = 1.5
RARE_WEIGHT = 0.1  # of a syllable outside the 2,350 common ones


@dataclass(frozen=True)
class Reading:
    """One character and how sure the model is of it (0 to 1)."""

    character: str
    probability: float


def probabilities(scores: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """(n, 11182): the syllables from 가 in Unicode's order, then the digits."""
    first, medial, final = ((SHARPNESS * score).softmax(dim=1) for score in scores)
    initial, digit = first[:, : len(INITIALS)], first[:, len(INITIALS) :]
    joint = initial[:, :, None, None] * medial[:, None, :, None] * final[:, None, None, :]
    weighted = torch.cat([joint.flatten(1) * _habit(), digit], dim=1)
    return weighted / weighted.sum(dim=1, keepdim=True)


@cache
def _habit() -> Tensor:
    """(11172,): people write common syllables; the three letters alone do not know it."""
    weights = torch.full((SYLLABLES,), RARE_WEIGHT)
    weights[[index_of(syllable) for syllable in common_syllables()]] = 1.0
    return weights


def index_of(character: str) -> int:
    """Where `probabilities` has this character."""
    if character in DIGITS:
        return SYLLABLES + DIGITS.index(character)
    return ord(character) - ord("가")


def character_at(index: int) -> str:
    """The inverse of `index_of`."""
    if index >= SYLLABLES:
        return DIGITS[index - SYLLABLES]
    return join_syllable(index // 588, index % 588 // 28, index % 28)


def read_pictures(
    network: HandwritingNet, pictures: Sequence[Picture], count: int = 5
) -> list[list[Reading]]:
    """The `count` most probable characters of each picture, best first."""
    best = _probabilities_of(network, pictures).topk(count, dim=1)
    return [
        [Reading(character_at(index), value) for index, value in zip(row, chances, strict=True)]
        for row, chances in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    ]


def chances_of(
    network: HandwritingNet, pictures: Sequence[Picture], character: str
) -> NDArray[np.float64]:
    """How probable the character is in each picture."""
    chances = _probabilities_of(network, pictures)[:, index_of(character)]
    return np.asarray(chances.double().numpy())


def _probabilities_of(network: HandwritingNet, pictures: Sequence[Picture]) -> Tensor:
    with torch.inference_mode():
        return probabilities(network(as_input(np.stack(pictures))))


def as_input(pictures: NDArray[np.uint8]) -> Tensor:
    """(n, 64, 64) ink, 0 to 255, to the network's (n, 1, 64, 64), 0 to 1."""
    tensor = torch.from_numpy(pictures).float().div(255).unsqueeze(1)
    return tensor.contiguous(memory_format=torch.channels_last)
