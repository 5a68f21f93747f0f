"""Measure the journey network on journeys it never saw, with sensors at places good and bad.

A pure function of network and seed, so that a test can measure the shipped weights again. Says
nothing about real boxes: all journeys are synthetic.
"""

import numpy as np
import torch

from playground_demos.about import Words
from playground_demos.demos.coldchain.data import PLACES, VERDICTS, Place, Verdict
from playground_demos.demos.coldchain.foresight import random_pairs
from playground_demos.demos.coldchain.network import JourneyNet
from playground_demos.demos.coldchain.training.train import make_lessons
from playground_demos.toolkit.cards import Figure
from playground_demos.training.figures import average, calibration_error, share

CASES = 3_000


def measure(network: JourneyNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures on `cases` journeys, two sensors each at random places."""
    rng = np.random.default_rng(seed)
    seen, ahead, verdicts = make_lessons(cases, rng)
    mask = torch.from_numpy(random_pairs(cases, rng)).float()
    with torch.inference_mode():
        scores, course = network(seen, mask)
    chances = scores.double().softmax(1).numpy()
    wanted, found = verdicts.numpy(), chances.argmax(axis=1)
    right = found == wanted
    inside = ((course[..., 0] <= ahead) & (ahead <= course[..., 2])).double().mean(dim=2)
    held = ((inside * mask).sum(dim=1) / mask.sum(dim=1)).numpy()
    by_ice = mask[:, PLACES.index(Place.ICE)].bool().numpy()
    frozen, safe = (wanted == VERDICTS.index(kind) for kind in (Verdict.FROZEN, Verdict.SAFE))
    return (
        share(
            "verdict_accuracy",
            Words("무사/더움/얼음을 맞힌 비율", "Safe, warm or frozen, right"),
            right,
        ),
        share(
            "safe_delivered",
            Words("무사한 백신을 무사하다고 한 비율", "Safe vaccines called safe"),
            right[safe],
        ),
        share(
            "frozen_with_sensor",
            Words(
                "언 백신을 찾은 비율: 냉매 옆에 센서가 있을 때",
                "Frozen vaccines found, a sensor beside the ice",
            ),
            right[frozen & by_ice],
        ),
        share(
            "frozen_without_sensor",
            Words(
                "언 백신을 찾은 비율: 냉매 옆에 센서가 없을 때",
                "Frozen vaccines found, no sensor beside the ice",
            ),
            right[frozen & ~by_ice],
        ),
        average(
            "coverage",
            Words("나중 온도가 예보 띠에 든 비율 (약속은 90%)", "Inside the band (90 % promised)"),
            held,
        ),
        calibration_error(
            "calibration_error",
            Words(
                "확신과 실제 정답률의 차이(작을수록 좋음)",
                "Gap between confidence and truth (less is better)",
            ),
            chances.max(axis=1),
            right,
        ),
    )
