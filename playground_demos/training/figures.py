"""Figures that a card may quote: shares and perplexities with bootstrap intervals, calibration.

Never reports a figure without the number of cases behind it. Does not run a model.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from playground_demos.about import Words
from playground_demos.toolkit.cards import Figure

RESAMPLES = 2_000


def share(name: str, words: Words, hits: NDArray[np.bool_]) -> Figure:
    """The share of hits."""
    return _bootstrapped(name, words, len(hits), lambda rows: hits[rows].mean(axis=-1))


def average(name: str, words: Words, values: NDArray[np.float64]) -> Figure:
    """The mean of values that are shares themselves, such as relative errors."""
    return _bootstrapped(name, words, len(values), lambda rows: values[rows].mean(axis=-1))


def perplexity(name: str, words: Words, surprise: Sequence[NDArray[np.float64]]) -> Figure:
    """Among how many equal choices a guesser seems to choose: no share, and 1 is the least.

    `surprise` holds each text's pieces in nats. Texts are drawn again, not pieces, for those of
    one text are not independent; `count` is that of the texts.
    """
    sums = np.array([one.sum() for one in surprise])
    sizes = np.array([len(one) for one in surprise])
    figure = _bootstrapped(
        name, words, len(sums),
        lambda rows: np.exp(sums[rows].sum(axis=-1) / sizes[rows].sum(axis=-1)),
    )  # fmt: skip
    return replace(figure, is_share=False)


def calibration_error(
    name: str, words: Words, confidence: NDArray[np.float64], hits: NDArray[np.bool_]
) -> Figure:
    """Expected calibration error in ten equal bins: is "90 % sure" right in 90 % of cases?

    Source: Guo et al. 2017, section 2 (binning as in Naeini et al. 2015).
    """
    return _bootstrapped(
        name, words, len(hits),
        lambda rows: np.array([_binned_gap(confidence[row], hits[row]) for row in rows]),
    )  # fmt: skip


def _binned_gap(confidence: NDArray[np.float64], hits: NDArray[np.bool_]) -> float:
    bins = np.minimum((confidence * 10).astype(int), 9)
    gaps = np.bincount(bins, weights=confidence - hits, minlength=10)
    return float(np.abs(gaps).sum() / len(hits))


def _bootstrapped(
    name: str,
    words: Words,
    count: int,
    measure: Callable[[NDArray[np.int64]], NDArray[np.float64]],
) -> Figure:
    rng = np.random.default_rng(0)
    value = float(measure(np.arange(count)[None])[0])
    samples = measure(rng.integers(0, count, size=(RESAMPLES, count)))
    low, high = np.quantile(samples, [0.025, 0.975])
    return Figure(name, words, round(value, 4), round(float(low), 4), round(float(high), 4), count)
