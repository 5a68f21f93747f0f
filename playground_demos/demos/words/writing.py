"""Ask a language model for the next piece of a word, and let it write on, piece by piece.

The same for the shipped model and for a site's own. Texts that are written at the same time are
written together (chorus). Keeps no text between calls, and never runs longer than its bounds on
pieces and seconds. Does not load models or draw pages.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from playground_demos.demos.words.chorus import Chorus, SilentChorus

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

log = logging.getLogger(__name__)

MOST_PIECES = 40  # of a text that it writes on; the rest of its context is the beginning's
MOST_SECONDS = 20.0  # of one text; a site's model may be slow
COLDEST = 0.05

Lot = Sequence[tuple[int, float]]  # pieces in their order, each with its chance


@dataclass(frozen=True)
class LanguageModel:
    """What can be asked: `network` as transformers' models are called, `context` in pieces.

    `never` are the ids that are no words; a text ends at one of `ends`. Without a `chorus` each
    text is written alone, and those who write take turns at each piece: one thread is the bound.
    """

    network: Any
    tokenizer: "PreTrainedTokenizerBase"
    context: int
    never: tuple[int, ...]
    ends: tuple[int, ...]
    device: str = "cpu"
    chorus: Chorus | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)


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
    model: LanguageModel,
    text: str,
    temperature: float,
    seed: int | None = None,
    most: int = MOST_PIECES,
) -> Iterator[Written]:
    """What the model adds to `text`, longer with each step; the last is all of it.

    Each piece is drawn by the chances: with a `seed` by dice of its own, alone, else together with
    all texts that are written now, and then a step is all that came since it was last asked for.
    Ends at the end of a text, after `most` pieces or MOST_SECONDS; a piece that ends within a
    letter is shown with the next one.
    """
    most = min(most, model.context - 1)
    ids = read_pieces(model, text)[-(model.context - most) :]
    before, new, chances = _decode(model, ids), list[int](), list[float]()
    written, until = Written(), time.monotonic() + MOST_SECONDS
    if seed is None:
        drawn = _together(model, ids, temperature, most)
    else:
        drawn = _alone(model, ids, temperature, most, seed)
    while time.monotonic() < until and (lot := next(drawn, None)):
        new += [piece for piece, _ in lot]
        chances += [chance for _, chance in lot]
        added = _decode(model, [*ids, *new])[len(before) :]
        if not added.endswith("\N{REPLACEMENT CHARACTER}"):
            written = Written(added, tuple(chances))
            yield written
    yield written


def _together(model: LanguageModel, ids: list[int], temperature: float, most: int) -> Iterator[Lot]:
    """What `write_on` draws, with all others who write; what they cannot end is ended alone."""
    done = list[int]()
    if model.chorus is not None:
        try:
            for lot in model.chorus.write(ids, max(temperature, COLDEST), most):
                done += [piece for piece, _ in lot]
                yield lot
            return
        except SilentChorus as error:
            log.warning("a text is written alone: %s", error)
    yield from _alone(model, [*ids, *done], temperature, most - len(done), None)


def _alone(
    model: LanguageModel, ids: list[int], temperature: float, most: int, seed: int | None
) -> Iterator[Lot]:
    """Each piece that is drawn and its chance, with nobody else's."""
    dice = torch.Generator()
    if seed is None:
        dice.seed()
    else:
        dice.manual_seed(seed)
    with model.turn:
        scores, memory = _scores(model, ids)
    for left in range(most, 0, -1):
        odds = _chances(model, scores, temperature)
        piece = int(torch.multinomial(odds, 1, generator=dice))
        if piece in model.ends:
            return
        yield [(piece, float(odds[piece]))]
        if left > 1:
            with model.turn:
                scores, memory = _scores(model, [piece], memory)


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
