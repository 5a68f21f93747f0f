"""The card of a shipped model: what it learned from, how well it does and where it fails.

A model is loaded only when its weights are the ones the card describes (sha256). A card never
holds a figure that was not measured on these very weights. Does not draw the card's page.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from playground_demos.about import Words
from playground_demos.errors import PlaygroundError

if TYPE_CHECKING:
    from torch import Tensor, nn

N = TypeVar("N", bound="nn.Module")
MODEL_DIR = Path(__file__).parent.parent / "models"


class ModelError(PlaygroundError):
    """A model or its card is missing, unreadable or not the one that was trained."""


@dataclass(frozen=True)
class Figure:
    """One measured figure with the bootstrap 95 % interval of its sample.

    `value`, `low` and `high` are shares between 0 and 1, or plain numbers where `is_share` is not;
    `count` is the number of cases behind it.
    """

    name: str
    words: Words
    value: float
    low: float
    high: float
    count: int
    is_share: bool = True


@dataclass(frozen=True)
class Training:
    """How the weights came to be; `command` makes them again."""

    command: str
    seed: int
    examples: int
    wall_seconds: float
    cpu_seconds: float
    threads: int
    versions: Mapping[str, str]
    repeatable: Words


@dataclass(frozen=True)
class Card:
    """All that is said about one model; `sha256` is that of the weights file beside the card."""

    name: str
    title: Words
    date: str
    licence: str
    model_file: str
    model_bytes: int
    parameters: int
    sha256: str
    data: Words
    held_out: Words
    held_out_seed: int
    figures: tuple[Figure, ...]
    limits: tuple[Words, ...]
    training: Training

    def figure(self, name: str) -> Figure:
        """The figure called `name`; KeyError when the card has none."""
        return {figure.name: figure for figure in self.figures}[name]


def write_card(card: Card, model_dir: Path) -> Path:
    """Write `<name>.json` beside the weights."""
    path = model_dir / f"{card.name}.json"
    text = json.dumps(asdict(card), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def load_card(path: Path) -> Card:
    """Read a card.

    Raises:
        ModelError: There is none, or it is not a card.
    """
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        fields |= {name: Words(**fields[name]) for name in ("title", "data", "held_out")}
        fields["limits"] = tuple(Words(**words) for words in fields["limits"])
        fields["figures"] = tuple(
            Figure(**figure | {"words": Words(**figure["words"])}) for figure in fields["figures"]
        )
        training = fields["training"]
        fields["training"] = Training(**training | {"repeatable": Words(**training["repeatable"])})
        return Card(**fields)
    except FileNotFoundError:
        raise ModelError(f"{path}: no such card. Run `make models`.") from None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path}: not a model card: {error!r}. Run `make models`.") from None


def load_network(network: N, card_path: Path) -> N:
    """`network` with the weights that the card describes, ready to answer."""
    network.load_state_dict(load_weights(card_path))
    return network.eval()


def load_weights(card_path: Path) -> dict[str, "Tensor"]:
    """The weights that the card describes, read from the file beside it.

    Raises:
        ModelError: The file is missing, or its sha256 is not the card's.
    """
    from safetensors.torch import load

    card = load_card(card_path)
    path = card_path.parent / card.model_file
    try:
        content = path.read_bytes()
    except OSError:
        raise ModelError(f"{path}: no such weights. Run `make models`.") from None
    found = hashlib.sha256(content).hexdigest()
    if found != card.sha256:
        raise ModelError(
            f"{path}: sha256 is {found}, the card {card_path.name} expects {card.sha256}."
            " Restore both files from the repository, or run `make models`."
        )
    weights: dict[str, Tensor] = load(content)
    return weights
