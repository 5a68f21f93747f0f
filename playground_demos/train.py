"""`python -m playground_demos.train [MODEL|all]`: train, measure, write the card.

A card's figures are always measured on the weights beside it. One thread, one seed: on one machine
with the same versions the weights are the same to the bit. What another processor makes of them is
not measured.
Does not touch a model folder before a model is trained and measured.
"""

import argparse
import hashlib
import importlib
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.about import Words
from playground_demos.catalogue import PACKAGE
from playground_demos.toolkit.cards import (
    MODEL_DIR,
    Card,
    Training,
    load_card,
    load_weights,
    write_card,
)

if TYPE_CHECKING:
    from playground_demos.training.recipe import Recipe

MODELS = ("handwriting", "casting", "cmp", "coldchain", "teach", "words")
SEED = 2026
REPEATABLE = Words(
    "한 컴퓨터에서 같은 씨앗과 같은 판본으로 두 번 배우면 가중치가 한 비트까지 같습니다(짧은"
    " 학습으로 시험합니다). 다른 프로세서에서는 재 보지 않았으니 가중치가"
    " 다를 수 있습니다.",
    "Trained twice on one machine with the same seed and versions, the weights are the same to the"
    " bit (tested on a short training). Other processors were not tried; weights may differ there.",
)


def train_model(name: str, recipe: "Recipe[Any]", model_dir: Path, seed: int = SEED) -> Card:
    """Train and measure one model and write `<name>.safetensors` and `<name>.json`."""
    import numpy
    import torch
    from safetensors.torch import save

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    wall, cpu = time.monotonic(), time.process_time()
    network = recipe.train(seed, lambda line: print(line, flush=True))
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    held_out_seed = seed + 1
    figures = recipe.measure(network, held_out_seed)
    content = save({key: value.contiguous() for key, value in network.state_dict().items()})
    model_file = f"{name}.safetensors"
    card = Card(
        name=name,
        title=recipe.title,
        date=date.today().isoformat(),
        licence="CC0-1.0",
        model_file=model_file,
        model_bytes=len(content),
        parameters=sum(parameter.numel() for parameter in network.parameters()),
        sha256=hashlib.sha256(content).hexdigest(),
        data=recipe.data,
        held_out=recipe.held_out,
        held_out_seed=held_out_seed,
        figures=figures,
        limits=recipe.limits,
        training=Training(
            command=f"python -m playground_demos.train {name}",
            seed=seed,
            examples=recipe.examples,
            wall_seconds=round(wall, 1),
            cpu_seconds=round(cpu, 1),
            threads=1,
            versions={
                "python": platform.python_version(),
                "torch": torch.__version__,
                "numpy": numpy.__version__,
            },
            repeatable=REPEATABLE,
        ),
    )
    model_dir.mkdir(parents=True, exist_ok=True)
    (model_dir / model_file).write_bytes(content)
    write_card(card, model_dir)
    return card


def measure_again(name: str, recipe: "Recipe[Any]", model_dir: Path) -> Card:
    """Measure the weights that lie there and write the figures into their card."""
    import torch

    torch.set_num_threads(1)
    path = model_dir / f"{name}.json"
    network = recipe.network()
    network.load_state_dict(load_weights(path))
    network.eval()
    card = load_card(path)
    card = replace(
        card,
        data=recipe.data,
        held_out=recipe.held_out,
        limits=recipe.limits,
        figures=recipe.measure(network, card.held_out_seed),
    )
    write_card(card, model_dir)
    return card


def find_recipe(name: str) -> "Recipe[Any]":
    """The recipe of one of MODELS."""
    recipe: Recipe[Any] = importlib.import_module(f"{PACKAGE}.{name}.training.recipe").RECIPE
    return recipe


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the command line names."""
    parser = argparse.ArgumentParser(
        prog="python -m playground_demos.train", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("model", nargs="?", choices=(*MODELS, "all"), default="all")
    parser.add_argument("--model-dir", type=Path, default=MODEL_DIR, help="where to write")
    parser.add_argument("--seed", type=int, default=SEED, help="of data, order and first weights")
    parser.add_argument(
        "--measure-only", action="store_true", help="measure the weights that are there once more"
    )
    options = parser.parse_args(arguments)
    for name in MODELS if options.model == "all" else (options.model,):
        recipe = find_recipe(name)
        if options.measure_only:
            card = measure_again(name, recipe, options.model_dir)
        else:
            card = train_model(name, recipe, options.model_dir, options.seed)
        print(f"\n{name}: {card.model_bytes:,} bytes, trained in {card.training.cpu_seconds:.0f} s")
        for figure in card.figures:
            print(
                f"  {figure.words.en:64} {figure.value:.3f}"
                f"  ({figure.low:.3f} to {figure.high:.3f}, n = {figure.count})"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
