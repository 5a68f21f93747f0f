"""Measure a trained handwriting reader on hands, shapes and people that training never met.

A pure function of network and seed, so that a test can measure the shipped weights again. Does not
use the drawings of any visitor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from playground_demos.about import Words
from playground_demos.demos.handwriting.jamo import DIGITS, common_syllables
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.reading import as_input, index_of, probabilities
from playground_demos.demos.handwriting.training.data import EVERYDAY, UNFAMILIAR, hand_pictures
from playground_demos.demos.handwriting.training.train import REAL_DIGITS_FOR_TRAINING
from playground_demos.toolkit.cards import Figure
from playground_demos.training.figures import calibration_error, share
from playground_demos.training.printed_data import real_digits

CASES = 2_000
WORDS = {
    "everyday_top1": Words(
        "일상 글자(합성): 첫 답이 맞은 비율", "Everyday syllables (synthetic): first answer right"
    ),
    "everyday_top5": Words(
        "일상 글자(합성): 다섯 답 안에 든 비율",
        "Everyday syllables (synthetic): within five answers",
    ),
    "common_top1": Words(
        "상용 2,350자(합성): 첫 답이 맞은 비율",
        "2,350 common syllables (synthetic): first answer right",
    ),
    "common_top5": Words(
        "상용 2,350자(합성): 다섯 답 안에 든 비율",
        "2,350 common syllables (synthetic): within five answers",
    ),
    "digits_top1": Words("숫자(합성): 첫 답이 맞은 비율", "Digits (synthetic): first answer right"),
    "real_digits_top1": Words(
        "숫자(실제 사람이 쓴 글씨): 첫 답이 맞은 비율",
        "Digits (written by people): first answer right",
    ),
    "calibration_error": Words(
        "일상 글자: 확신과 실제 정답률의 차이(작을수록 좋음)",
        "Everyday syllables: gap between confidence and truth (less is better)",
    ),
}


@dataclass(frozen=True)
class Outcome:
    """For each picture: whether the answer and the top five were right, and how sure it was."""

    right: NDArray[np.bool_]
    in_five: NDArray[np.bool_]
    confidence: NDArray[np.float64]


def answer(net: HandwritingNet, pictures: NDArray[np.uint8], characters: Sequence[str]) -> Outcome:
    """Let the network read the pictures and compare with what was written."""
    wanted = torch.tensor([index_of(character) for character in characters])[:, None]
    found: list[torch.Tensor] = []
    sure: list[torch.Tensor] = []
    with torch.inference_mode():
        for start in range(0, len(pictures), 200):
            best = probabilities(net(as_input(pictures[start : start + 200]))).topk(5, dim=1)
            found.append(best.indices)
            sure.append(best.values[:, 0])
    hits = np.asarray((torch.cat(found) == wanted).numpy(), dtype=np.bool_)
    return Outcome(hits[:, 0], np.asarray(hits.any(axis=1)), torch.cat(sure).double().numpy())


def measure(net: HandwritingNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures; `cases` drawings for each kind of synthetic one."""
    rng = np.random.default_rng(seed)

    def written(pool: Sequence[str]) -> Outcome:
        characters = [pool[int(rng.integers(len(pool)))] for _ in range(cases)]
        return answer(net, hand_pictures(characters, UNFAMILIAR, rng)[0], characters)

    everyday, common, digits = written(EVERYDAY), written(common_syllables()), written(DIGITS)
    pictures, values = real_digits()
    real = answer(
        net,
        pictures[REAL_DIGITS_FOR_TRAINING:],
        [DIGITS[value] for value in values[REAL_DIGITS_FOR_TRAINING:]],
    )
    gap = ("calibration_error", WORDS["calibration_error"])
    return (
        share("everyday_top1", WORDS["everyday_top1"], everyday.right),
        share("everyday_top5", WORDS["everyday_top5"], everyday.in_five),
        share("common_top1", WORDS["common_top1"], common.right),
        share("common_top5", WORDS["common_top5"], common.in_five),
        share("digits_top1", WORDS["digits_top1"], digits.right),
        share("real_digits_top1", WORDS["real_digits_top1"], real.right),
        calibration_error(*gap, everyday.confidence, everyday.right),
    )
