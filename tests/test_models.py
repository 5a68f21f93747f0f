"""The shipped weights are those of their cards, and do what the cards say on fresh data."""

import math
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from playground_demos.demos import casting, cmp, coldchain, handwriting, teach, words
from playground_demos.demos.casting.data import KINDS, OTHER_SHOP, Kind, make_surface
from playground_demos.demos.casting.heat import find_heat, judge, points_at
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR, load_card, load_weights
from playground_demos.train import MODELS, find_recipe

LARGEST_BYTES = 4_500_000
DEMOS: dict[str, Any] = {
    "handwriting": handwriting,
    "casting": casting,
    "cmp": cmp,
    "coldchain": coldchain,
    "teach": teach,
    "words": words,
}
ALL_BYTES = 30_000_000


@pytest.mark.parametrize("name", MODELS)
def test_the_shipped_weights_are_those_of_the_card_and_small(name: str) -> None:
    card = load_card(MODEL_DIR / f"{name}.json")
    assert load_weights(MODEL_DIR / f"{name}.json")
    assert card.model_bytes == (MODEL_DIR / card.model_file).stat().st_size < LARGEST_BYTES


def test_all_models_together_are_small() -> None:
    assert sum(path.stat().st_size for path in MODEL_DIR.iterdir()) < ALL_BYTES


@pytest.mark.parametrize("name", MODELS)
def test_the_card_says_what_the_recipe_says(name: str) -> None:
    card, recipe = load_card(MODEL_DIR / f"{name}.json"), find_recipe(name)
    assert (card.title, card.data, card.held_out) == (recipe.title, recipe.data, recipe.held_out)
    assert card.limits == recipe.limits
    assert card.training.examples == recipe.examples


@pytest.mark.parametrize("name", MODELS)
def test_a_demo_points_at_its_card(name: str) -> None:
    about = DEMOS[name].ABOUT
    card = load_card(MODEL_DIR / about.card_file)
    assert (about.name, about.model_file, about.licence) == (name, card.model_file, card.licence)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_folder_without_the_model_names_the_cure(name: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="make models"):
        DEMOS[name].load(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_the_card_s_figures_hold_on_a_fresh_sample(name: str) -> None:
    card = load_card(MODEL_DIR / f"{name}.json")
    measured = import_module(f"playground_demos.demos.{name}.training.measure")
    network = find_recipe(name).network()
    network.load_state_dict(load_weights(MODEL_DIR / f"{name}.json"))
    for fresh in measured.measure(
        network.eval(), card.held_out_seed + 1000, cases=measured.CASES // 3
    ):
        told = card.figure(fresh.name)
        # Two samples of one share differ by more than this once in a thousand times.
        errors = [(figure.high - figure.low) / 2 / 1.96 for figure in (told, fresh)]
        assert abs(told.value - fresh.value) <= 3.3 * math.hypot(*errors), (told, fresh)


@pytest.mark.slow
def test_the_heat_lies_on_the_defect_far_more_often_than_chance() -> None:
    network = casting.load(MODEL_DIR)
    rng = np.random.default_rng(77)
    parts = [make_surface(KINDS[1 + index % 4], OTHER_SHOP, rng) for index in range(80)]
    pointed: list[bool] = []
    by_chance: list[bool] = []
    for part in parts:
        chances = judge(network, part.picture)
        kind = int(np.argmax(chances))
        if kind == 0:
            continue
        pointed.append(points_at(find_heat(network, part.picture, kind), part.mask))
        by_chance.append(points_at(rng.random(part.mask.shape), part.mask))
    assert np.mean(pointed) > 0.9
    assert np.mean(by_chance) < 0.4


def test_visitors_who_ask_at_once_get_the_heat_of_their_own_part() -> None:
    network = casting.load(MODEL_DIR)
    seeds = list(range(24))

    def heat(seed: int) -> NDArray[np.float64]:
        return casting.explain(network, seed, casting.predict(network, seed)).heat

    alone = [heat(seed) for seed in seeds]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(heat, seeds))
    np.testing.assert_allclose(alone, together, atol=1e-4)


def test_heat_on_any_surface_is_a_map_from_0_to_1() -> None:
    network = casting.load(MODEL_DIR)
    part = make_surface(Kind.SOUND, OTHER_SHOP, np.random.default_rng(0))
    heat = find_heat(network, part.picture, 1)
    assert heat.shape == part.picture.shape
    assert heat.min() >= 0
    assert heat.max() in {0.0, 1.0}


def test_an_empty_drawing_is_refused_kindly() -> None:
    network = handwriting.load(MODEL_DIR)
    with pytest.raises(VisitorMessage, match="Please write"):
        handwriting.predict(network, None)
