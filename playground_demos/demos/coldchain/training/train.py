"""Train the journey network on synthetic journeys, each seen by sensors at random places.

The band of its forecast is widened on journeys it did not learn from. Does not write files.
"""

import numpy as np
import torch
from torch import Tensor, nn

from playground_demos.demos.coldchain.data import judge, make_journeys, readings
from playground_demos.demos.coldchain.foresight import AHEAD, as_seen, random_pairs
from playground_demos.demos.coldchain.network import JourneyNet
from playground_demos.training.recipe import Report

JOURNEYS = 16_000
EPOCHS = 30
BATCH = 256
PROMISED = 0.90  # of later readings inside the band
QUANTILES = (0.05, 0.5, 0.95)


def train(
    seed: int, journeys: int = JOURNEYS, epochs: int = EPOCHS, report: Report = print
) -> JourneyNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    seen, ahead, verdicts = make_lessons(journeys, rng)
    report(f"coldchain: {journeys} journeys made")
    network = JourneyNet()
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    steps = epochs * (journeys // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    for epoch in range(epochs):
        order = torch.from_numpy(rng.permutation(journeys))
        for start in range(0, journeys - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            # The same journey is seen by other sensors each time.
            mask = torch.from_numpy(random_pairs(BATCH, rng)).float()
            scores, course = network(seen[rows], mask)
            loss = nn.functional.cross_entropy(scores, verdicts[rows])
            loss = loss + _pinball(course, ahead[rows], mask)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        if (epoch + 1) % 5 == 0:
            report(f"coldchain: epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}")
    network.eval()
    _settle(network, journeys // 4, rng)
    return network


def make_lessons(count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """What is seen (n, 5, 36), what comes (n, 5, 12) and what became of it (n,)."""
    degrees = make_journeys(count, rng).degrees
    ahead = torch.from_numpy(degrees[:, :, AHEAD].copy()).float()
    return as_seen(readings(degrees, rng)), ahead, torch.from_numpy(judge(degrees))


def _pinball(course: Tensor, ahead: Tensor, mask: Tensor) -> Tensor:
    """How far the quantiles are off, at the places with a sensor.

    Source: Koenker and Bassett 1978.
    """
    gap = ahead[..., None] - course  # (n, 5, 12, 3)
    share = torch.tensor(QUANTILES)
    loss = torch.maximum(share * gap, (share - 1) * gap).mean(dim=(2, 3))
    return (loss * mask).sum() / mask.sum()


def _settle(network: JourneyNet, journeys: int, rng: np.random.Generator) -> None:
    """Widen the band until it keeps its promise on fresh journeys (split conformal)."""
    seen, ahead, _ = make_lessons(journeys, rng)
    mask = torch.from_numpy(random_pairs(journeys, rng)).float()
    with torch.inference_mode():
        low, middle, high = network(seen, mask)[1].unbind(-1)
        gap = ahead - middle
        needed = torch.where(gap > 0, gap / (high - middle), gap / (low - middle))
        network.widen.copy_(needed[mask.bool()].flatten()[:200_000].quantile(PROMISED))
