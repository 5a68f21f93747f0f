"""Texts written at once: each is drawn by its own chances, and ends without the others."""

import gc
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from typing import Any, cast

import pytest
import torch
from torch import nn

from playground_demos.demos.words import EXAMPLES, load
from playground_demos.demos.words import chorus as chorus_module
from playground_demos.demos.words.chorus import Chorus, SilentChorus
from playground_demos.demos.words.network import CONTEXT, WordsNet
from playground_demos.demos.words.writing import LanguageModel, Lot, read_pieces, write_on
from playground_demos.toolkit.cards import MODEL_DIR

PATIENCE_SECONDS = 60
PIECES = 20


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    torch.set_num_threads(1)
    return load(MODEL_DIR)


def chorus_of(model: LanguageModel, never: Sequence[int] = (), step_seconds: float = 0.0) -> Chorus:
    network = cast(WordsNet, model.network)
    return Chorus(
        network.as_transformers(),
        context=CONTEXT,
        never=never or model.never,
        ends=model.ends,
        step_seconds=step_seconds,
    )


def chances(model: LanguageModel, ids: list[int], temperature: float) -> torch.Tensor:
    with torch.inference_mode():
        scores = model.network(input_ids=torch.tensor([ids])).logits[0, -1].double()
    scores = scores.clone()
    scores[list(model.never)] = -torch.inf
    return torch.softmax(scores / temperature, 0)


def test_each_of_many_texts_is_drawn_by_its_own_chances(model: LanguageModel) -> None:
    assert model.chorus is not None
    asked = [(EXAMPLES[each % len(EXAMPLES)], 0.3 + 0.2 * each) for each in range(8)]

    def write(asked: tuple[str, float]) -> list[tuple[int, float]]:
        assert model.chorus is not None
        lots = model.chorus.write(read_pieces(model, asked[0]), asked[1], PIECES)
        return [one for lot in lots for one in lot]

    with ThreadPoolExecutor(len(asked)) as pool:
        texts = list(pool.map(write, asked))
    assert any(len(text) > 1 for text in texts)
    for (beginning, temperature), text in zip(asked, texts, strict=True):
        ids = read_pieces(model, beginning)
        for piece, chance in text:
            expected = float(chances(model, ids, temperature)[piece])
            assert chance == pytest.approx(expected, abs=1e-3)
            ids.append(piece)
        assert len(text) <= PIECES


def test_texts_that_are_written_at_one_time_share_the_steps(model: LanguageModel) -> None:
    singers = chorus_of(model, model.ends, step_seconds=0.15)  # none ends early
    in_one_step: list[int] = []
    singers._manager.model.register_forward_hook(
        lambda module, inputs, read: in_one_step.append(read.logits.shape[1])
    )
    ids = read_pieces(model, EXAMPLES[1])
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: list(chain(*singers.write(ids, 1.0, PIECES))), range(4)))
    assert [len(text) for text in texts] == [PIECES] * 4
    assert sum(in_one_step) == 4 * PIECES
    assert len(in_one_step) < 3 * PIECES


def test_who_listens_late_hears_at_once_what_came_meanwhile(model: LanguageModel) -> None:
    singers = chorus_of(model, model.ends)  # none ends early
    ids = read_pieces(model, EXAMPLES[1])
    text = singers.write(ids, 1.0, 8)
    first = next(text)
    assert len(list(chain(*singers.write(ids, 1.0, 16)))) == 16  # so the other 8 are written
    rest = list(text)
    assert len(rest) <= 1
    assert len(first) + sum(map(len, rest)) == 8


def test_a_piece_that_is_no_word_is_never_drawn(model: LanguageModel) -> None:
    ids = read_pieces(model, EXAMPLES[0])
    likely = chances(model, ids, 1.0).topk(3).indices.tolist()
    singers = chorus_of(model, likely)
    for _ in range(10):
        assert not {piece for [(piece, _)] in singers.write(ids, 0.3, 1)} & set(likely)


def test_it_has_the_weights_of_its_model_and_none_of_its_own(model: LanguageModel) -> None:
    assert model.chorus is not None
    mine = {one.data_ptr() for one in model.network.parameters()}
    assert {one.data_ptr() for one in model.chorus._manager.model.parameters()} == mine


def test_who_stops_listening_ends_the_text_and_the_next_is_written(model: LanguageModel) -> None:
    singers = chorus_of(model)
    ids = read_pieces(model, EXAMPLES[1])
    text = singers.write(ids, 1.0, PIECES)
    next(text)
    cast(Any, text).close()
    assert singers._ears == {}
    assert list(singers.write(ids, 0.5, 2))


def test_the_thread_ends_with_the_last_who_holds_it(model: LanguageModel) -> None:
    singers = chorus_of(model)
    thread = cast(threading.Thread, singers._manager._generation_thread)
    assert thread.daemon
    del singers
    gc.collect()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()


def test_a_text_that_cannot_be_written_here_says_so(
    model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    singers = chorus_of(model)
    with pytest.raises(SilentChorus):
        list(singers.write([], 1.0, 5))
    ids = read_pieces(model, EXAMPLES[1])
    assert list(singers.write(ids, 0.5, 2)), "the others go on"
    monkeypatch.setattr(singers._manager, "add_request", lambda *args, **named: None)
    with pytest.raises(SilentChorus):
        list(singers.write(ids, 1.0, 5))
    monkeypatch.undo()
    chorus_module._stop(singers._manager)
    with pytest.raises(SilentChorus):
        list(singers.write(ids, 1.0, 5))


def test_what_the_others_could_not_end_is_ended_alone(model: LanguageModel) -> None:
    first = read_pieces(model, " 보세요")[0]

    class Falling:
        def write(self, ids: Sequence[int], temperature: float, most: int) -> Iterator[Lot]:
            yield [(first, 0.5)]
            raise SilentChorus("lost")

    falling = replace(model, chorus=cast(Chorus, Falling()))
    last = list(write_on(falling, "먼저 예상해", 0.05))[-1]
    assert last.chances[0] == 0.5
    assert len(last.chances) > 1


def test_a_network_that_transformers_does_not_know_is_refused() -> None:
    with pytest.raises(SilentChorus, match="Linear"):
        Chorus(nn.Linear(1, 1), context=8, never=(), ends=(0,))
