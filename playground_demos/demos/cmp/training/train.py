"""Train the polishing network on what a factory ran so far, then set its interval and its reach.

Interval and reach come from wafers that no member learned from. Does not write files.
"""

import numpy as np
import torch

from playground_demos.demos.cmp.data import factory_recipes, measured_rates
from playground_demos.demos.cmp.network import PolishingNet
from playground_demos.demos.cmp.polishing import log_rate
from playground_demos.training.recipe import Report

WAFERS = 6_000
EPOCHS = 60
BATCH = 256
PROMISED = 0.90  # of wafers inside the interval
FAMILIAR = 0.99  # of familiar recipes within reach


def train(
    seed: int, wafers: int = WAFERS, epochs: int = EPOCHS, report: Report = print
) -> PolishingNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = PolishingNet()
    recipes = factory_recipes(wafers, rng)
    rows = torch.from_numpy(recipes).float()
    rates = torch.from_numpy(measured_rates(recipes, rng)).float().log()
    network.centre.copy_(rows.mean(dim=0))
    network.scale.copy_(rows.std(dim=0))
    network.known.copy_(network.scaled(rows[: len(network.known)]))
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-4)
    steps = epochs * (wafers // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1e-2, total_steps=steps)
    for epoch in range(epochs):
        order = torch.from_numpy(rng.permutation(wafers))
        for start in range(0, wafers - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            means, log_spreads = network(rows[batch])
            # The likelihood of what was measured; each member for itself.
            miss = (rates[batch] - means) / log_spreads.exp()
            loss = (0.5 * miss**2 + log_spreads).mean(dim=1).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        if (epoch + 1) % 10 == 0:
            report(f"cmp: epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}")
    network.eval()
    _settle(network, wafers // 3, rng)
    return network


def _settle(network: PolishingNet, wafers: int, rng: np.random.Generator) -> None:
    """Widen the interval until it keeps its promise on fresh wafers (split conformal).

    Source: Papadopoulos et al. 2002; Angelopoulos and Bates 2021, section 2.3.2.
    """
    recipes = factory_recipes(wafers, rng)
    rows = torch.from_numpy(recipes).float()
    rates = torch.from_numpy(measured_rates(recipes, rng)).float().log()
    with torch.inference_mode():
        middle, spread = log_rate(network, rows)
        network.widen.copy_(((rates - middle).abs() / spread).quantile(PROMISED))
        network.reach.copy_(network.distance(rows).quantile(FAMILIAR))
