"""Train the casting inspector on one shop's parts and measure it on another shop's.

The figures come from parts in worse light, with more camera noise and more harmless marks than any
in training. Does not write files.
"""

import numpy as np
import torch
from torch import Tensor, nn

from playground_demos.demos.casting.data import (
    KINDS,
    TRAINING_SHOP,
    Kind,
    Shop,
    Surface,
    make_surface,
)
from playground_demos.demos.casting.heat import as_input
from playground_demos.demos.casting.network import CastingNet
from playground_demos.training.recipe import Report

SURFACES = 12_000
EPOCHS = 6
BATCH = 96


def make_surfaces(count: int, shop: Shop, rng: np.random.Generator) -> list[Surface]:
    """Parts in turn sound, with a blowhole, with shrinkage..., a third of them sound."""
    turn = (Kind.SOUND, *KINDS, Kind.SOUND)[:-1]
    return [make_surface(turn[index % len(turn)], shop, rng) for index in range(count)]


def train(
    seed: int,
    surfaces: int = SURFACES,
    epochs: int = EPOCHS,
    batch_size: int = BATCH,
    report: Report = print,
) -> CastingNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    parts = make_surfaces(surfaces, TRAINING_SHOP, rng)
    pictures = np.stack([part.picture for part in parts])
    kinds = torch.tensor([KINDS.index(part.kind) for part in parts])
    report(f"casting: {surfaces} surfaces made")
    net = CastingNet()
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    steps = epochs * (surfaces // batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 5e-3, total_steps=steps)
    for epoch in range(epochs):
        order = rng.permutation(surfaces)
        for start in range(0, surfaces - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            scores = net(_turned(as_input(pictures[rows]), rng))
            loss = nn.functional.cross_entropy(scores, kinds[rows], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        report(f"casting: epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}")
    net.eval()
    return net


def _turned(batch: Tensor, rng: np.random.Generator) -> Tensor:
    """A part lies on the table any way round, and no lamp is as bright as another."""
    batch = torch.rot90(batch, int(rng.integers(4)), dims=(2, 3))
    if rng.random() < 0.5:
        batch = batch.flip(3)
    gain = torch.from_numpy(rng.uniform(0.8, 1.2, size=(len(batch), 1, 1, 1))).float()
    return (batch * gain).clamp(0, 1).contiguous(memory_format=torch.channels_last)
