"""Measure how well the language model guesses the lab's own text that it never read.

Beside it the two simplest guessers, who count the same text: how often each piece occurs, and what
follows the piece before. A pure function of network and seed, so that a test can measure the
shipped weights again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from playground_demos.about import Words
from playground_demos.demos.words.network import CONTEXT, PIECES, WordsNet
from playground_demos.demos.words.training.lab_text import HELD_OUT, fold_of, lab_paragraphs
from playground_demos.demos.words.training.train import learned_paragraphs
from playground_demos.toolkit.cards import Figure
from playground_demos.training.figures import perplexity, share

CASES = 150  # paragraphs at most
DISCOUNT = 0.75
NONE_COUNTED = 0.5  # of a piece that never occurred


@dataclass(frozen=True)
class Guesses:
    """For each paragraph: `surprise` (pieces,) in nats of what came, and its `rank` from 0."""

    surprise: list[NDArray[np.float64]]
    rank: list[NDArray[np.int64]]


def measure(network: WordsNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures: perplexities with those of the two counters, and shares of hits."""
    held_out = [one for one in lab_paragraphs() if fold_of(one) == HELD_OUT]
    order = np.random.default_rng(seed).permutation(len(held_out))[:cases]
    tokenizer = network.tokenizer()
    asked = [tokenizer(held_out[index])["input_ids"][:CONTEXT] for index in sorted(order)]
    learned = [tokenizer(one)["input_ids"] for one in learned_paragraphs()]
    guesses = guess(network, asked)
    alone, after = count_alone(learned, asked), count_after(learned, asked)
    ranks = np.concatenate(guesses.rank)
    return (
        perplexity(
            "perplexity",
            Words(
                "당혹도: 다음 조각을 몇 개 가운데서 찍는 셈인가(작을수록 낫습니다)",
                "Perplexity: among how many pieces it seems to guess (less is better)",
            ),
            guesses.surprise,
        ),
        perplexity(
            "perplexity_bigram",
            Words(
                "견줄 것: 바로 앞 조각만 보고 세는 방법의 당혹도",
                "Beside it: counting what follows the piece before",
            ),
            after,
        ),
        perplexity(
            "perplexity_unigram",
            Words(
                "견줄 것: 자주 나오는 순서만 세는 방법의 당혹도",
                "Beside it: counting how often each piece occurs",
            ),
            alone,
        ),
        share(
            "first",
            Words("첫째로 꼽은 조각이 맞은 몫", "The piece it puts first is the one that came"),
            ranks == 0,
        ),
        share(
            "first_five",
            Words("다섯째 안에 꼽은 조각이 맞은 몫", "The one that came is among its first five"),
            ranks < 5,
        ),
    )


def guess(network: WordsNet, asked: Sequence[list[int]]) -> Guesses:
    """What the network makes of each piece after the first of `asked`."""
    surprise: list[NDArray[np.float64]] = []
    rank: list[NDArray[np.int64]] = []
    for pieces in asked:
        row = torch.tensor([pieces])
        with torch.inference_mode():
            scores = network(row[:, :-1]).logits[0].double()
        right = scores.gather(1, row[0, 1:, None])
        surprise.append((scores.logsumexp(1) - right[:, 0]).numpy())
        rank.append((scores > right).sum(1).numpy())
    return Guesses(surprise, rank)


def count_alone(
    learned: Sequence[list[int]], asked: Sequence[list[int]]
) -> list[NDArray[np.float64]]:
    """Surprise of one who knows only how often each piece occurs."""
    counts = np.bincount(np.concatenate(learned), minlength=PIECES) + NONE_COUNTED
    surprise = -np.log(counts / counts.sum())
    return [surprise[pieces[1:]] for pieces in asked]


def count_after(
    learned: Sequence[list[int]], asked: Sequence[list[int]]
) -> list[NDArray[np.float64]]:
    """Surprise of one who counts pairs, and falls back on what follows many different pieces.

    Source: Kneser and Ney 1995; Chen and Goodman 1999, section 2.7 (interpolated, absolute
    discount).
    """
    pairs = Counter(pair for pieces in learned for pair in pairwise(pieces))
    begins, followers, leaders = Counter[int](), Counter[int](), Counter[int]()
    for (before, piece), count in pairs.items():
        begins[before] += count
        followers[before] += 1
        leaders[piece] += 1

    def chance(before: int, piece: int) -> float:
        fallback = (leaders[piece] + NONE_COUNTED) / (len(pairs) + NONE_COUNTED * PIECES)
        if not begins[before]:
            return fallback
        known = max(pairs[before, piece] - DISCOUNT, 0.0)
        return (known + DISCOUNT * followers[before] * fallback) / begins[before]

    return [-np.log([chance(*pair) for pair in pairwise(pieces)]) for pieces in asked]
