"""What a model's recipe holds, so that one command can train any of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from torch import nn

from playground_demos.about import Words
from playground_demos.toolkit.cards import Figure

Net = TypeVar("Net", bound=nn.Module)
Report = Callable[[str], None]


@dataclass(frozen=True)
class Recipe(Generic[Net]):
    """How to train a model, how to measure it, and what its card says in words.

    `network()` is untrained; `train(seed, report)` returns a network in evaluation mode and
    `measure(network, seed)` its figures on held-out data; `examples` is how many pictures
    training shows.
    """

    title: Words
    examples: int
    data: Words
    held_out: Words
    limits: tuple[Words, ...]
    network: Callable[[], Net]
    train: Callable[[int, Report], Net]
    measure: Callable[[Net, int], tuple[Figure, ...]]
