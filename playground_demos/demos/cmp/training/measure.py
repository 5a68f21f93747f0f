"""Measure the polishing network on wafers it never saw, and on recipes nobody had run.

A pure function of network and seed, so that a test can measure the shipped weights again. Says
nothing about a real machine: all wafers are synthetic.
"""

import numpy as np

from playground_demos.about import Words
from playground_demos.demos.cmp.data import factory_recipes, foreign_recipes, measured_rates
from playground_demos.demos.cmp.network import PolishingNet
from playground_demos.demos.cmp.polishing import foretell
from playground_demos.toolkit.cards import Figure
from playground_demos.training.figures import average, share

CASES = 2_000


def measure(network: PolishingNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures on `cases` familiar recipes and as many foreign ones."""
    rng = np.random.default_rng(seed)
    familiar, foreign = factory_recipes(cases, rng), foreign_recipes(cases, rng)
    rates, foreign_rates = measured_rates(familiar, rng), measured_rates(foreign, rng)
    known, unknown = foretell(network, familiar), foretell(network, foreign)
    return (
        average(
            "error",
            Words("평균 오차 (잰 속도에 견준 비율)", "Mean error, as a share of the measured rate"),
            np.abs(known.middle / rates - 1),
        ),
        share(
            "within_five_percent",
            Words("5% 안으로 맞힌 비율", "Told to within 5 %"),
            np.abs(known.middle / rates - 1) < 0.05,
        ),
        share(
            "coverage",
            Words("잰 속도가 구간에 든 비율 (약속은 90%)", "Inside the interval (90 % promised)"),
            (known.low <= rates) & (rates <= known.high),
        ),
        share(
            "known_accepted",
            Words("늘 하던 설정을 안다고 한 비율", "Usual recipes it says it knows"),
            known.is_known,
        ),
        share(
            "unknown_refused",
            Words("해 본 적 없는 설정을 모른다고 한 비율", "Unheard-of recipes it refuses"),
            ~unknown.is_known,
        ),
        share(
            "coverage_unknown",
            Words(
                "해 본 적 없는 설정에서 구간이 맞은 비율 (그래서 모른다고 합니다)",
                "Inside the interval on unheard-of recipes (why it refuses)",
            ),
            (unknown.low <= foreign_rates) & (foreign_rates <= unknown.high),
        ),
    )
