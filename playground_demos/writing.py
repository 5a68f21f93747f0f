"""Ask a language model for the next piece of a word, and let it write on, piece by piece.

The same for the shipped model and for a site's own. Keeps no text between calls, and never runs
longer than its bounds on pieces and seconds. Does not load models or draw pages.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

MOST_PIECES = 40  # of a text that it writes on; the rest of its context is the beginning's
MOST_SECONDS = 20.0  # of one text; a site's model may be slow
COLDEST = 0.05


@dataclass(frozen=True)
class LanguageModel:
    """What can be asked: `network` as transformers' models are called, `context` in pieces.

    `never` are the ids that are no words; a text ends at one of `ends`.
    """

    network: Any
    tokenizer: "PreTrainedTokenizerBase"
    context: int
    never: tuple[int, ...]
    ends: tuple[int, ...]
    device: str = "cpu"


@dataclass(frozen=True)
class Piece:
    """One piece as it would stand in the text, with its probability."""

    id: int
    text: str
    chance: float


@dataclass(frozen=True)
class Written:
    """What was added to a beginning so far, and how likely each piece of it was to the model."""

    text: str = ""
    chances: tuple[float, ...] = ()


def next_pieces(model: LanguageModel, text: str, temperature: float, most: int) -> list[Piece]:
    """The `most` likeliest next pieces after `text` at a temperature, the likeliest first."""
    ids = read_pieces(model, text)
    chances = _chances(model, _scores(model, ids)[0], temperature)
    best = chances.topk(min(most, len(chances)))
    before = _decode(model, ids)
    return [
        Piece(index, _decode(model, [*ids, index])[len(before) :], chance)
        for index, chance in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    ]


def chance_of(model: LanguageModel, text: str, piece: int) -> float:
    """How likely `piece` is after `text`, at the temperature that the model learned with."""
    scores, _ = _scores(model, read_pieces(model, text))
    return float(_chances(model, scores, 1.0)[piece])


def write_on(
    model: LanguageModel, text: str, temperature: float, seed: int, most: int = MOST_PIECES
) -> Iterator[Written]:
    """What the model adds to `text`, longer with each step; the last is all of it.

    Each piece is drawn by the chances, with dice that `seed` sets. Ends at the end of a text, after
    `most` pieces or MOST_SECONDS; a piece that ends within a letter is shown with the next one.
    """
    dice = torch.Generator().manual_seed(seed)
    most = min(most, model.context - 1)
    ids = read_pieces(model, text)[-(model.context - most) :]
    before, new, chances = _decode(model, ids), list[int](), list[float]()
    written, until = Written(), time.monotonic() + MOST_SECONDS
    scores, memory = _scores(model, ids)
    while len(new) < most and time.monotonic() < until:
        odds = _chances(model, scores, temperature)
        drawn = int(torch.multinomial(odds, 1, generator=dice))
        if drawn in model.ends:
            break
        new.append(drawn)
        chances.append(float(odds[drawn]))
        added = _decode(model, [*ids, *new])[len(before) :]
        if not added.endswith("\N{REPLACEMENT CHARACTER}"):
            written = Written(added, tuple(chances))
            yield written
        if len(new) < most:
            scores, memory = _scores(model, [drawn], memory)
    yield written


def read_pieces(model: LanguageModel, text: str) -> list[int]:
    """The ids of `text`, at most as many as the model can look back on, the last ones."""
    ids: list[int] = model.tokenizer(text)["input_ids"]
    return ids[-model.context :]


def unread_letters(model: LanguageModel, text: str) -> str:
    """The letters of `text` that the model never met, each once."""
    unknown = model.tokenizer.unk_token_id
    return "".join(
        letter
        for letter in dict.fromkeys(text)
        if letter.strip() and unknown is not None and unknown in read_pieces(model, letter)
    )


def _scores(model: LanguageModel, ids: list[int], memory: Any = None) -> tuple[Tensor, Any]:
    """Scores (vocabulary,) of what follows `ids`, and the memory of what was read."""
    with torch.inference_mode():
        read = model.network(
            input_ids=torch.tensor([ids], device=model.device),
            past_key_values=memory, use_cache=True,
        )  # fmt: skip
    return read.logits[0, -1].double().cpu(), read.past_key_values


def _chances(model: LanguageModel, scores: Tensor, temperature: float) -> Tensor:
    scores = scores.clone()
    scores[list(model.never)] = -torch.inf
    return (scores / max(temperature, COLDEST)).softmax(0)


def _decode(model: LanguageModel, ids: list[int]) -> str:
    return str(model.tokenizer.decode(ids, skip_special_tokens=True))
