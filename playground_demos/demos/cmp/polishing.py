"""Ask the polishing network about recipes: rates with intervals, and whether it knows such recipes.

Two doubts are kept apart: wafers of one recipe differ (the interval), and a recipe may be unlike
any that was learned (not known; then the interval promises nothing). Does not train.
"""

from dataclasses import astuple, dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from playground_demos.demos.cmp.data import LEVERS, USUAL, Lever, Recipe, Recipes
from playground_demos.demos.cmp.network import PolishingNet

Column = NDArray[np.float64]

PLACES = 41  # along a lever


@dataclass(frozen=True)
class Rates:
    """Rates in nm/min with the bounds that should hold 90 wafers in 100; all (n,)."""

    middle: Column
    low: Column
    high: Column
    is_known: NDArray[np.bool_]


def foretell(network: PolishingNet, recipes: Recipes) -> Rates:
    """What the network says of recipes (n, 5)."""
    rows = torch.from_numpy(recipes).float()
    with torch.inference_mode():
        middle, spread = log_rate(network, rows)
        distance = network.distance(rows)
        half = network.widen * spread
        low, high = (middle - half).exp(), (middle + half).exp()
        is_known = distance <= network.reach
    return Rates(
        middle.exp().double().numpy(), low.double().numpy(), high.double().numpy(), is_known.numpy()
    )


def log_rate(network: PolishingNet, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and standard deviation (n,) of the log rate: of the wafers and between the members.

    Source: Lakshminarayanan et al. 2017, section 2.4.
    """
    means, log_spreads = network(rows)
    variance = (log_spreads.exp() ** 2 + means**2).mean(dim=0) - means.mean(dim=0) ** 2
    return means.mean(dim=0), variance.clamp(min=1e-8).sqrt()


def nearest_known(network: PolishingNet, recipe: Recipes) -> Column:
    """The known recipe (5,) that is most like `recipe` (1, 5), in the levers' own units."""
    row = torch.from_numpy(recipe).float()
    with torch.inference_mode():
        nearest = torch.cdist(network.scaled(row), network.known).argmin()
        found = network.known[nearest] * network.scale + network.centre
    return found.double().numpy()


def turned_back(recipe: Recipe) -> Recipes:
    """The recipe (5, 5) with one lever after another as the factory usually sets it."""
    rows = np.repeat(recipe.row(), len(LEVERS), axis=0)
    np.fill_diagonal(rows, astuple(USUAL))
    return rows


def along(recipe: Recipe, lever: Lever) -> tuple[Column, Recipes]:
    """PLACES of a lever from end to end, and the recipe (PLACES, 5) at each of them."""
    places = np.linspace(lever.low, lever.high, PLACES)
    rows = np.repeat(recipe.row(), PLACES, axis=0)
    rows[:, LEVERS.index(lever)] = places
    return places, rows
