"""Synthetic cast surfaces in grey, sound or with one kind of defect, and where the defect is.

Each surface is a pure function of its random generator: a face turned on a lathe or left as cast,
lit from one side, seen by a noisy camera, with the harmless marks that a real part has (oil, dust,
a deeper groove), so that neither darkness nor a line alone gives a defect away. Defects follow how
they arise:

    BLOWHOLE   gas trapped in the melt: smooth round pits, dark, with a lit far wall
    SHRINKAGE  metal that froze without feed: clusters of ragged small cavities between dendrites
    CRACK      hot tear: a thin dark jagged line that branches and fades at its ends
    SCRATCH    handling: a straight or bent bright line with a dark edge, across the tool marks

Never made from a photograph; it is called synthetic wherever it is shown. Does not model a camera's
geometry, casting skin colour, or defects under the surface.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

SIDE = 128
Field = NDArray[np.float64]  # (SIDE, SIDE)
Mask = NDArray[np.bool_]  # (SIDE, SIDE)
KEPT_PARTS = 512  # of 32 kB each, while their visitors look at them


class Kind(StrEnum):
    """What is wrong with a surface; SOUND when nothing is."""

    SOUND = "sound"
    BLOWHOLE = "blowhole"
    SHRINKAGE = "shrinkage"
    CRACK = "crack"
    SCRATCH = "scratch"


KINDS = tuple(Kind)


@dataclass(frozen=True)
class Shop:
    """The conditions under which parts are made and seen; pairs are (least, most)."""

    contrast: tuple[float, float]  # how clearly a defect stands out; 1 is plain to see
    noise: tuple[float, float]  # of the camera, in grey levels of 1
    turned_share: float  # parts with tool marks; the others are left as cast
    mark_depth: tuple[float, float]
    distractors: float  # harmless marks on a part, on average


TRAINING_SHOP = Shop(
    contrast=(0.3, 1.0), noise=(0.01, 0.045), turned_share=0.6, mark_depth=(0.01, 0.07),
    distractors=1.2,
)  # fmt: skip
OTHER_SHOP = Shop(  # worse light and camera, more marks: what the card's figures are measured on
    contrast=(0.25, 0.95), noise=(0.02, 0.055), turned_share=0.5, mark_depth=(0.02, 0.08),
    distractors=1.8,
)  # fmt: skip


@dataclass(frozen=True)
class Surface:
    """One part: grey values (SIDE, SIDE) of 0 to 255, what is wrong, and where (empty if SOUND)."""

    picture: NDArray[np.uint8]
    kind: Kind
    mask: Mask


def make_surface(kind: Kind, shop: Shop, rng: np.random.Generator) -> Surface:
    """A part of the shop with this defect."""
    light = rng.uniform(0, 2 * np.pi)
    field = _base(shop, rng)
    for _ in range(rng.poisson(shop.distractors)):
        field += _distractor(rng)
    mask = np.zeros((SIDE, SIDE), dtype=bool)
    if kind is not Kind.SOUND:
        relief = _DEFECTS[kind](light, rng) * rng.uniform(*shop.contrast)
        mask = np.abs(relief) > 0.25 * np.abs(relief).max()
        field += relief
    field *= _lighting(light, rng)
    field += rng.normal(0, rng.uniform(*shop.noise), size=field.shape)
    return Surface((np.clip(field, 0, 1) * 255).astype(np.uint8), kind, mask)


def _grid() -> tuple[Field, Field]:
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)
    return x, y


def _grain(sigma: float, rng: np.random.Generator) -> Field:
    """Smooth noise of unit spread with spots of about `sigma` pixels."""
    grain = gaussian_filter(rng.normal(size=(SIDE, SIDE)), sigma, mode="reflect")
    return np.asarray(grain / grain.std())


def _base(shop: Shop, rng: np.random.Generator) -> Field:
    field = np.full((SIDE, SIDE), rng.uniform(0.42, 0.68))
    field += 0.03 * _grain(rng.uniform(8, 20), rng)
    if rng.random() < shop.turned_share:
        return field + _tool_marks(shop, rng)
    rough = _grain(rng.uniform(0.8, 2.0), rng)
    return field + rng.uniform(0.02, 0.05) * rough


def _tool_marks(shop: Shop, rng: np.random.Generator) -> Field:
    """Rings around the lathe's centre, which may lie outside the picture; often with a hub edge."""
    x, y = _grid()
    centre_x, centre_y = rng.uniform(-80, SIDE + 80, size=2)
    radius = np.hypot(x - centre_x, y - centre_y)
    pitch = rng.uniform(2.5, 6.0)
    depth = rng.uniform(*shop.mark_depth)
    chatter = 1 + 0.4 * np.sin(radius / rng.uniform(9, 25))
    marks = depth * chatter * np.sin(2 * np.pi * radius / pitch)
    if rng.random() < 0.4:  # a step between two turned diameters: an edge that is no defect
        edge = rng.uniform(radius.min(), radius.max())
        marks += rng.uniform(-0.1, 0.1) * np.tanh((radius - edge) / 1.5)
    return np.asarray(marks + 0.012 * _grain(0.9, rng))


def _lighting(light: float, rng: np.random.Generator) -> Field:
    x, y = _grid()
    along = (x * np.cos(light) + y * np.sin(light)) / SIDE
    vignette = ((x / SIDE - 0.5) ** 2 + (y / SIDE - 0.5) ** 2) * rng.uniform(0, 0.35)
    return np.asarray(1 + rng.uniform(0.05, 0.35) * (along - along.mean()) - vignette)


def _distractor(rng: np.random.Generator) -> Field:
    """Harmless: an oil stain, dust, or one deeper groove that follows the tool."""
    x, y = _grid()
    centre_x, centre_y = rng.uniform(0, SIDE, size=2)
    kind = rng.integers(3)
    if kind == 0:  # oil: wide and soft, darker or brighter
        wide, high = rng.uniform(10, 28, size=2)
        stain = np.exp(-(((x - centre_x) / wide) ** 2) - ((y - centre_y) / high) ** 2)
        return np.asarray(rng.uniform(-0.12, 0.08) * stain)
    if kind == 1:  # dust: one to five bright specks of a pixel or two, lying on top: no shadow
        dust = np.zeros((SIDE, SIDE))
        for _ in range(rng.integers(1, 6)):
            spot_x, spot_y = rng.uniform(2, SIDE - 2, size=2)
            distance = np.hypot(x - spot_x, y - spot_y)
            dust += rng.uniform(0.1, 0.3) * np.exp(-((distance / rng.uniform(0.6, 1.2)) ** 2))
        return dust
    radius = np.hypot(x - centre_x * 6 + 300, y - centre_y * 6 + 300)
    groove = rng.uniform(radius.min(), radius.max())
    return np.asarray(rng.uniform(-0.08, -0.03) * np.exp(-(((radius - groove) / 1.3) ** 2)))


def _spot(margin: float, rng: np.random.Generator) -> tuple[float, float]:
    x, y = rng.uniform(margin, SIDE - margin, size=2)
    return float(x), float(y)


def _blowhole(light: float, rng: np.random.Generator) -> Field:
    x, y = _grid()
    relief = np.zeros((SIDE, SIDE))
    for _ in range(rng.integers(1, 4)):
        centre_x, centre_y = _spot(14, rng)
        radius, squash = rng.uniform(2.2, 7.0), rng.uniform(0.75, 1.3)
        distance = np.hypot((x - centre_x) * squash, (y - centre_y) / squash) / radius
        # Inside a pit the wall near the light lies in shadow and the far wall is lit.
        slope = ((x - centre_x) * np.cos(light) + (y - centre_y) * np.sin(light)) / radius
        inside = 1 / (1 + np.exp((distance - 1) * radius * 1.6))
        relief += inside * (-0.34 - 0.16 * np.clip(slope, -1, 1))
        relief += 0.14 * np.exp(-(((distance - 1.1) * radius / 1.2) ** 2)) * np.clip(-slope, 0, 1)
    return relief


def _shrinkage(light: float, rng: np.random.Generator) -> Field:
    x, y = _grid()
    centre_x, centre_y = _spot(24, rng)
    wide, high = rng.uniform(9, 22, size=2)
    turn = rng.uniform(0, np.pi)
    along = (x - centre_x) * np.cos(turn) + (y - centre_y) * np.sin(turn)
    across = -(x - centre_x) * np.sin(turn) + (y - centre_y) * np.cos(turn)
    zone = np.exp(-((along / wide) ** 2) - (across / high) ** 2)
    ragged = _grain(1.1, rng) + 0.8 * _grain(2.4, rng)
    cavities = 1 / (1 + np.exp(-5 * (ragged * zone**0.5 + 1.6 * zone - 1.9)))
    peak = max(float(cavities.max()), 1e-6)
    lit = np.roll(cavities, (round(2 * np.sin(light)), round(2 * np.cos(light))), axis=(0, 1))
    relief = -0.4 * cavities / peak + 0.1 * np.clip(lit / peak - cavities / peak, 0, 1)
    return np.asarray(gaussian_filter(relief, 0.5))


def _crack(light: float, rng: np.random.Generator) -> Field:
    del light  # too narrow to show a lit wall
    relief = np.zeros((SIDE, SIDE))
    x, y = _spot(28, rng)
    heading = rng.uniform(0, 2 * np.pi)
    _tear(relief, x, y, heading, int(rng.integers(35, 90)), rng)
    if rng.random() < 0.6:
        _tear(relief, x, y, heading + np.pi + rng.normal(0, 0.3), int(rng.integers(15, 50)), rng)
    blurred = gaussian_filter(np.minimum(relief, 1.0), rng.uniform(0.5, 0.8))
    return np.asarray(-0.4 * blurred / blurred.max())


def _tear(
    relief: Field, x: float, y: float, heading: float, steps: int, rng: np.random.Generator
) -> None:
    """Walk along grain boundaries: straight for a few pixels, then a turn; branch at times."""
    way = heading
    for step in range(steps):
        if rng.random() < 0.28:
            way = heading + rng.normal(0, 0.75)
        x, y = x + np.cos(way), y + np.sin(way)
        column, row = round(x), round(y)
        if not (1 <= column < SIDE - 1 and 1 <= row < SIDE - 1):
            return
        strength = (1 - 0.6 * step / steps) * rng.uniform(0.7, 1.0)
        relief[row, column] = max(relief[row, column], strength)
        if rng.random() < 0.35:
            relief[row, column + 1] = max(relief[row, column + 1], 0.7 * strength)
        if steps > 30 and rng.random() < 0.025:
            side = rng.choice([-1, 1]) * rng.uniform(0.5, 1.0)
            _tear(relief, x, y, heading + side, steps // 3, rng)


def _scratch(light: float, rng: np.random.Generator) -> Field:
    x, y = _grid()
    centre_x, centre_y = _spot(30, rng)
    turn = rng.uniform(0, np.pi)
    along = (x - centre_x) * np.cos(turn) + (y - centre_y) * np.sin(turn)
    across = -(x - centre_x) * np.sin(turn) + (y - centre_y) * np.cos(turn)
    across = across + rng.uniform(-0.003, 0.003) * along**2
    length = rng.uniform(18, 55)
    fade = 1 / (1 + np.exp((np.abs(along) - length) / 3))
    width = rng.uniform(0.8, 1.5)
    facing = np.sign(np.cos(light - turn - np.pi / 2)) or 1.0
    bright = np.exp(-((across / width) ** 2))
    dark = np.exp(-(((across - facing * 1.7 * width) / width) ** 2))
    relief = fade * (0.34 * bright - 0.16 * dark)
    if rng.random() < 0.35:  # the tool slipped twice
        apart = rng.uniform(4, 9)
        relief += 0.7 * fade * 0.34 * np.exp(-(((across - apart) / width) ** 2))
    return np.asarray(relief)


_DEFECTS = {
    Kind.BLOWHOLE: _blowhole,
    Kind.SHRINKAGE: _shrinkage,
    Kind.CRACK: _crack,
    Kind.SCRATCH: _scratch,
}


@lru_cache(maxsize=KEPT_PARTS)
def part_of(seed: int) -> Surface:
    """The part that a seed stands for, of the training shop: sound in one of three cases."""
    rng = np.random.default_rng(seed)
    turn = (Kind.SOUND, *KINDS)
    part = make_surface(turn[rng.integers(len(turn))], TRAINING_SHOP, rng)
    for pixels in (part.picture, part.mask):
        pixels.flags.writeable = False  # whoever asks for the seed gets the same
    return part


def picture_of(part: int | NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture of a seed's part, or the surface itself."""
    return part_of(part).picture if isinstance(part, int) else part
