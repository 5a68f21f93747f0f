"""A synthetic polisher (chemical mechanical planarisation): what a recipe does to a wafer.

Preston's law with what bends it in practice: slurry that runs short, a wafer that floats, a pad
that glazes and a disk that grows blunt and no longer opens it. Every constant is ours and invented;
no figure here is a measurement of a real machine. The same seed gives the same wafers.

Source: Preston 1927 for rate = K P V; the shapes of the other factors are the textbook ones.
"""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from playground_demos.about import Words

Recipes = NDArray[np.float64]  # (n, 5), columns in the order of LEVERS

TARGET_NM = 400.0
PRESTON = 118.0  # nm/min for one psi at one m/s with everything fresh
METRES_PER_SECOND_PER_RPM = 0.0209  # 2 pi 0.2 m / 60 s
WAFER_SPREAD = 0.025  # from wafer to wafer, and nobody knows why


@dataclass(frozen=True)
class Lever:
    """One thing to set: `low` to `high` is the slider, `usual` what the factory had run so far."""

    name: str
    words: Words
    unit: Words
    low: float
    high: float
    step: float
    usual: tuple[float, float]
    start: float


PSI, RPM = Words("psi", "psi"), Words("rpm", "rpm")
FLOW, HOURS = Words("mL/분", "mL/min"), Words("시간", "h")
LEVERS = (
    Lever("pressure", Words("압력", "Pressure"), PSI, 1, 8, 0.1, (2.0, 5.5), 3.0),
    Lever("speed", Words("회전 속도", "Speed"), RPM, 20, 150, 1, (50, 110), 70),
    Lever("slurry", Words("슬러리", "Slurry"), FLOW, 40, 300, 5, (120, 250), 180),
    Lever("disk", Words("디스크 나이", "Disk age"), HOURS, 0, 40, 1, (0, 24), 10),
    Lever("pad", Words("패드 나이", "Pad age"), HOURS, 0, 60, 1, (0, 40), 15),
)  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """What the process engineer sets, in the units of LEVERS."""

    pressure: float
    speed: float
    slurry: float
    disk: float
    pad: float

    def row(self) -> Recipes:
        """The recipe as (1, 5)."""
        return np.array([astuple(self)], dtype=np.float64)


USUAL = Recipe(*(sum(lever.usual) / 2 for lever in LEVERS))


@dataclass(frozen=True)
class Wafer:
    """What became of one wafer in a minute; `profile` is the removal in nm from centre to edge."""

    removed_nm: float
    profile: NDArray[np.float64]
    pad_wear: float

    @property
    def unevenness(self) -> float:
        """Half the range over the mean: 0.05 is "plus or minus 5 %"."""
        return float(np.ptp(self.profile) / 2 / self.profile.mean())


@dataclass(frozen=True)
class Score:
    """Points of a wafer: 50 for the target, 25 for evenness, 25 for a pad that lasts."""

    target: float
    evenness: float
    wear: float

    @property
    def total(self) -> float:
        """All points, to a tenth."""
        return round(self.target + self.evenness + self.wear, 1)


def score_of(wafer: Wafer) -> Score:
    """Full points for 400 nm, for a flat wafer, and for no wear."""
    return Score(
        target=50 * max(0.0, 1 - abs(wafer.removed_nm - TARGET_NM) / 80),
        evenness=25 * max(0.0, 1 - wafer.unevenness / 0.12),
        wear=25 * max(0.0, 1 - wafer.pad_wear),
    )


def removal_rate(recipes: Recipes) -> NDArray[np.float64]:
    """Expected removal (n,) in nm/min, without the spread between wafers."""
    pressure, rpm, slurry, disk, pad = recipes.T
    speed = rpm * METRES_PER_SECOND_PER_RPM
    supply = slurry / (slurry + 30 * speed * pressure**0.5)
    contact = 1 / (1 + (speed / (0.75 * pressure)) ** 4)  # too fast and too light: it floats
    glazed = (1 - np.exp(-pad / 30)) * (0.25 + 0.45 * (1 - disk_sharpness(disk)))
    return np.asarray(PRESTON * pressure * speed * supply * contact * (1 - glazed))


def disk_sharpness(disk_hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 for a new disk, towards 0 for a blunt one."""
    return np.asarray(np.exp(-disk_hours / 18))


def polish(recipe: Recipe, rng: np.random.Generator) -> Wafer:
    """One wafer for one minute."""
    row = recipe.row()
    removed = float(removal_rate(row)[0] * rng.lognormal(0, WAFER_SPREAD))
    speed = recipe.speed * METRES_PER_SECOND_PER_RPM
    starved = 1 - recipe.slurry / (recipe.slurry + 30 * speed * recipe.pressure**0.5)
    # The edge takes the pad's rebound, the centre waits for slurry.
    tilt = 0.018 * recipe.pressure + 0.30 * starved - 0.05
    radius = np.linspace(0, 1, 25)
    profile = removed * (1 + tilt * (radius**2 - 0.5) + rng.normal(0, 0.004, radius.size))
    sharp = float(disk_sharpness(np.array(recipe.disk)))
    wear = recipe.pressure * speed * (0.35 + 0.65 * sharp) / 12
    return Wafer(float(profile.mean()), profile, wear)


def factory_recipes(count: int, rng: np.random.Generator) -> Recipes:
    """What the factory ran so far (count, 5): usual ranges, and never hard and fast at once."""
    kept: list[Recipes] = []
    while sum(map(len, kept)) < count:
        low, high = np.array([lever.usual for lever in LEVERS]).T
        rows = rng.uniform(low, high, size=(count, len(LEVERS)))
        load = rows[:, 0] * rows[:, 1]
        kept.append(rows[(load > 130) & (load < 420)])
    return np.concatenate(kept)[:count]


def foreign_recipes(count: int, rng: np.random.Generator) -> Recipes:
    """Recipes (count, 5) that one lever at least takes a tenth of its usual range outside."""
    low, high = np.array([lever.usual for lever in LEVERS]).T
    ends = np.array([(lever.low, lever.high) for lever in LEVERS])
    kept: list[Recipes] = []
    while sum(map(len, kept)) < count:
        rows = rng.uniform(ends[:, 0], ends[:, 1], size=(count, len(LEVERS)))
        beyond = np.maximum(low - rows, rows - high) / (high - low)
        kept.append(rows[beyond.max(axis=1) > 0.1])
    return np.concatenate(kept)[:count]


def measured_rates(recipes: Recipes, rng: np.random.Generator) -> NDArray[np.float64]:
    """What a metrology tool reads on one wafer of each recipe (n,), nm/min."""
    spread = rng.lognormal(0, WAFER_SPREAD, len(recipes))
    return np.maximum(removal_rate(recipes) * spread + rng.normal(0, 2, len(recipes)), 1.0)
