"""Learn kinds from a visitor's few examples, in no time: where a picture lies, and near whom.

A kind is the middle of its examples; a picture is of the kind whose middle it is nearest to. Learns
anew for each question and keeps nothing: the examples come with the question.

Source: Snell et al. 2017 (prototypical networks).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground_demos.demos.teach.network import EyeNet


@dataclass(frozen=True)
class Lesson:
    """Examples (n, 64, 64, 3) with the number of the kind that a visitor said each one is."""

    pictures: NDArray[np.uint8]
    kinds: tuple[int, ...]


@dataclass(frozen=True)
class Judgement:
    """`chances` of the kinds 0, 1, ...; `nearest` are examples by index, most alike first."""

    chances: tuple[float, ...]
    nearest: tuple[int, ...]


def judge(network: EyeNet, lesson: Lesson, picture: NDArray[np.uint8]) -> Judgement:
    """Which kind of the lesson's a picture (64, 64, 3) is."""
    with torch.inference_mode():
        known = network(as_input(lesson.pictures))
        asked = network(as_input(picture[None]))
        chances = chances_of(network, known, lesson.kinds, asked)[0]
        likeness = (known @ asked[0]).tolist()
    nearest = sorted(range(len(likeness)), key=lambda index: -likeness[index])
    return Judgement(tuple(chances.double().tolist()), tuple(nearest[:3]))


def confusion(network: EyeNet, lesson: Lesson) -> NDArray[np.int64]:
    """Each example judged by the others: [said by the visitor, said by the model] counts.

    An example that is the only one of its kind is left out: nothing would be left to learn from.
    """
    count = max(lesson.kinds) + 1
    table = np.zeros((count, count), np.int64)
    with torch.inference_mode():
        known = network(as_input(lesson.pictures))
        for index, kind in enumerate(lesson.kinds):
            rest = [other for other in range(len(lesson.kinds)) if other != index]
            kinds = [lesson.kinds[other] for other in rest]
            if set(kinds) == set(lesson.kinds):
                said = chances_of(network, known[rest], kinds, known[index : index + 1])
                table[kind, int(said.argmax())] += 1
    return table


def chances_of(network: EyeNet, known: Tensor, kinds: Sequence[int], asked: Tensor) -> Tensor:
    """(m, kinds) probabilities of `asked` (m, 64), learned from `known` (n, 64)."""
    labels = torch.tensor(list(kinds))
    middles = torch.stack([known[labels == kind].mean(dim=0) for kind in range(max(kinds) + 1)])
    scores = -network.heat * torch.cdist(asked, middles) ** 2
    return scores.softmax(dim=1)


def on_paper(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A drawing (64, 64), 255 ink, as a picture: dark on white."""
    return np.repeat(255 - ink[..., None], 3, axis=2)


def as_input(pictures: NDArray[np.uint8]) -> Tensor:
    """Pictures (n, 64, 64, 3) as the network takes them: (n, 3, 64, 64), 0 to 1."""
    rows = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2)
    return rows.float() / 255
