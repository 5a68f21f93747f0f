"""Training really learns, repeats itself, and writes a card that fits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from playground_demos.about import Words
from playground_demos.demos.casting.data import KINDS, TRAINING_SHOP, make_surface
from playground_demos.demos.casting.heat import as_input
from playground_demos.demos.casting.network import CastingNet
from playground_demos.demos.casting.training.train import train as train_casting
from playground_demos.demos.cmp.training.train import train as train_cmp
from playground_demos.demos.coldchain.training.train import train as train_coldchain
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.training.data import FAMILIAR, hand_pictures
from playground_demos.demos.handwriting.training.measure import answer
from playground_demos.demos.handwriting.training.train import train as train_handwriting
from playground_demos.demos.teach.training.train import train as train_teach
from playground_demos.demos.words.training.train import train as train_words
from playground_demos.toolkit.cards import Figure, load_weights
from playground_demos.train import MODELS, find_recipe, main, measure_again, train_model
from playground_demos.training.figures import calibration_error, share
from playground_demos.training.recipe import Recipe

WORDS = Words("몫", "share")


def silent(line: str) -> None:
    """Say nothing."""


def test_a_few_steps_teach_the_handwriting_reader_to_tell_digits() -> None:
    torch.set_num_threads(1)
    pictures, _ = hand_pictures("0123456789" * 20, FAMILIAR, np.random.default_rng(5))
    characters = "0123456789" * 20
    torch.manual_seed(
        0
    )  # some untrained networks answer one digit always, and are right in a tenth
    untrained = answer(HandwritingNet().eval(), pictures, characters).right.mean()
    trained = answer(
        train_handwriting(1, steps=120, batch_size=32, report=silent), pictures, characters
    )
    assert untrained <= 0.1
    assert trained.right.mean() > 0.35  # chance among 11,182 characters is nil


def test_a_few_steps_teach_the_casting_inspector_to_tell_plain_defects() -> None:
    torch.set_num_threads(1)
    network = train_casting(1, surfaces=400, epochs=6, batch_size=20, report=silent)
    rng = np.random.default_rng(9)
    parts = [make_surface(KINDS[index % 5], TRAINING_SHOP, rng) for index in range(200)]
    with torch.inference_mode():
        found = network(as_input(np.stack([part.picture for part in parts]))).argmax(1)
    right = np.mean([KINDS[index] is part.kind for index, part in zip(found, parts, strict=True)])
    assert right > 0.35  # chance is 0.2, three standard errors are 0.085


@pytest.mark.parametrize(
    "train",
    [
        lambda: train_casting(3, surfaces=200, epochs=1, report=silent),
        lambda: train_handwriting(3, steps=4, batch_size=16, report=silent),
        lambda: train_cmp(3, wafers=600, epochs=1, report=silent),
        lambda: train_coldchain(3, journeys=300, epochs=1, report=silent),
        lambda: train_teach(3, lessons=2, report=silent),
        lambda: train_words(3, steps=2, report=silent),
    ],
    ids=["casting", "handwriting", "cmp", "coldchain", "teach", "words"],
)
def test_the_same_seed_trains_the_same_weights(train: Callable[[], nn.Module]) -> None:
    torch.set_num_threads(1)
    first, second = (train().state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_trained_model_is_written_with_a_card_that_fits(tmp_path: Path) -> None:
    recipe = Recipe(
        title=WORDS, examples=1, data=WORDS, held_out=WORDS, limits=(WORDS,),
        network=CastingNet, train=lambda seed, report: CastingNet().eval(),
        measure=lambda network, seed: (Figure("share", WORDS, 0.5, 0.4, 0.6, seed),),
    )  # fmt: skip
    card = train_model("tiny", recipe, tmp_path, seed=7)
    assert card.held_out_seed == card.figures[0].count != card.training.seed == 7
    assert CastingNet().load_state_dict(load_weights(tmp_path / "tiny.json"))
    assert measure_again("tiny", recipe, tmp_path) == card


@pytest.mark.parametrize("name", MODELS)
def test_every_model_has_a_recipe_that_says_its_limits(name: str) -> None:
    recipe = find_recipe(name)
    assert len(recipe.limits) >= 3
    assert "합성" in recipe.data.ko
    assert "ynthetic" in recipe.data.en


def test_an_unknown_model_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["poetry"])
    assert exit_.value.code == 2
    assert "poetry" in capsys.readouterr().err


def test_an_interval_holds_its_share_and_narrows_with_more_cases() -> None:
    rng = np.random.default_rng(0)
    few, many = (share("s", WORDS, rng.random(count) < 0.8) for count in (50, 5000))
    assert few.low <= few.value <= few.high
    assert many.high - many.low < (few.high - few.low) / 5


def test_calibration_error_is_small_for_honest_and_large_for_boastful_confidence() -> None:
    rng = np.random.default_rng(0)
    sure = rng.uniform(0.5, 1.0, 4000)
    honest = calibration_error("c", WORDS, sure, rng.random(4000) < sure)
    boastful = calibration_error("c", WORDS, np.full(4000, 0.95), rng.random(4000) < 0.5)
    assert honest.value < 0.04
    assert boastful.value == pytest.approx(0.45, abs=0.03)
