"""Train the handwriting reader on familiar hands and measure it on unfamiliar ones.

No drawing is seen twice: every batch is written anew. The hands, letter shapes and people behind
the figures never occur in training. Does not write files.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from playground_demos.demos.handwriting.jamo import DIGITS
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.reading import as_input
from playground_demos.demos.handwriting.training.data import (
    FAMILIAR,
    NO_LABEL,
    Labels,
    choose_character,
    draw_picture,
    labels,
)
from playground_demos.training.printed_data import font_picture, real_digits, shipped_fonts
from playground_demos.training.recipe import Report

STEPS = 1_500
BATCH = 128
REAL_DIGITS_FOR_TRAINING = 1_200  # the rest, from later writers, is held out


@dataclass(frozen=True)
class Batch:
    """Pictures (n, 64, 64) and what they show."""

    pictures: NDArray[np.uint8]
    labels: Labels


def make_batch(rng: np.random.Generator, size: int = BATCH) -> Batch:
    """Mostly hands, some print, some digits by real people."""
    fonts = shipped_fonts()
    real_pictures, real_values = real_digits()
    pictures: list[NDArray[np.uint8]] = []
    characters: list[str] = []
    for _ in range(size):
        source = rng.random()
        character = choose_character(rng)
        if source < 0.05:
            index = rng.integers(REAL_DIGITS_FOR_TRAINING)
            character = DIGITS[real_values[index]]
            picture = real_pictures[index]
        elif source < 0.15:
            picture = font_picture(character, fonts[rng.integers(len(fonts))], rng)
        else:
            picture = draw_picture(character, FAMILIAR, rng)
        characters.append(character)
        pictures.append(picture)
    return Batch(np.stack(pictures), labels(characters))


def train(
    seed: int, steps: int = STEPS, batch_size: int = BATCH, report: Report = print
) -> HandwritingNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = HandwritingNet()
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    for step in range(steps):
        batch = make_batch(rng, batch_size)
        loss = _loss(net(as_input(batch.pictures)), batch.labels)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if (step + 1) % 100 == 0:
            report(f"handwriting: step {step + 1} of {steps}, loss {loss.item():.3f}")
    net.eval()
    return net


def _loss(scores: tuple[Tensor, Tensor, Tensor], wanted: Labels) -> Tensor:
    losses = [
        nn.functional.cross_entropy(
            score, torch.from_numpy(label), ignore_index=NO_LABEL, label_smoothing=0.02
        )
        for score, label in zip(scores, (wanted.first, wanted.medial, wanted.final), strict=True)
    ]
    return torch.stack(losses).sum()
