"""A card and its weights belong together, and nothing else is loaded."""

import hashlib
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from playground_demos.about import Words
from playground_demos.toolkit.cards import (
    Card,
    Figure,
    ModelError,
    Training,
    load_card,
    load_weights,
    write_card,
)

HERE = Words("여기", "here")


@pytest.fixture
def card(tmp_path: Path) -> Card:
    content = save({"weight": torch.arange(3.0)})
    (tmp_path / "tiny.safetensors").write_bytes(content)
    card = Card(
        name="tiny", title=HERE, date="2026-11-22", licence="CC0-1.0",
        model_file="tiny.safetensors", model_bytes=len(content), parameters=3,
        sha256=hashlib.sha256(content).hexdigest(), data=HERE, held_out=HERE, held_out_seed=1,
        figures=(Figure("share", HERE, 0.5, 0.4, 0.6, 10),), limits=(HERE,),
        training=Training("make", 0, 1, 1.0, 1.0, 1, {"torch": "2"}, HERE),
    )  # fmt: skip
    write_card(card, tmp_path)
    return card


def test_a_card_reads_back_as_it_was_written(card: Card, tmp_path: Path) -> None:
    assert load_card(tmp_path / "tiny.json") == card
    assert card.figure("share").value == 0.5


def test_weights_that_match_their_card_are_loaded(card: Card, tmp_path: Path) -> None:
    assert load_weights(tmp_path / "tiny.json")["weight"].tolist() == [0, 1, 2]


def test_weights_that_were_changed_are_refused_with_both_sums(card: Card, tmp_path: Path) -> None:
    path = tmp_path / card.model_file
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelError, match=card.sha256) as refusal:
        load_weights(tmp_path / "tiny.json")
    assert "make models" in str(refusal.value)


def test_missing_weights_and_a_missing_card_name_the_cure(card: Card, tmp_path: Path) -> None:
    (tmp_path / card.model_file).unlink()
    for path in (tmp_path / "tiny.json", tmp_path / "none.json"):
        with pytest.raises(ModelError, match="make models"):
            load_weights(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", "no json", '{"name": 1}'])
def test_what_is_no_card_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(text)
    with pytest.raises(ModelError, match="not a model card"):
        load_card(path)


def test_an_unknown_field_is_refused(card: Card, tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"surprise": 1}))
    with pytest.raises(ModelError, match="surprise"):
        load_card(path)
