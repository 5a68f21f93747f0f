"""Calls of one network that come together are answered together, each with its own rows."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import pytest
import torch
from torch import Tensor, nn

from playground_demos.serving.gathering import Gathered

PATIENCE_SECONDS = 60


class Doubling(nn.Module):
    """Twice the rows and their sums; holds its first batch until let go, and may run out."""

    weight: Tensor

    def __init__(self, *, most_rows: int | None = None, holds: bool = False) -> None:
        super().__init__()
        self.register_buffer("weight", torch.tensor(2.0))
        self.began, self.go = threading.Event(), threading.Event()
        self.sizes: list[int] = []
        self._most_rows = most_rows
        self._holds = holds

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Of (n, k): (n, k) and (n,)."""
        self.sizes.append(len(rows))
        if self._holds and len(self.sizes) == 1:
            self.began.set()
            assert self.go.wait(PATIENCE_SECONDS)
        if self._most_rows is not None and len(rows) > self._most_rows:
            raise torch.OutOfMemoryError("too many rows")
        return self.weight * rows, rows.sum(dim=1)


def call(network: Gathered, rows: Tensor) -> tuple[Tensor, Tensor]:
    with torch.inference_mode():
        doubled, sums = network(rows)
    return doubled, sums


def call_while_held(
    network: Gathered, held: Doubling, batches: Sequence[Tensor]
) -> list[tuple[Tensor, Tensor]]:
    """Let the first call in, and all the others while it is worked on."""
    with ThreadPoolExecutor(len(batches)) as pool:
        futures = [pool.submit(call, network, batches[0])]
        assert held.began.wait(PATIENCE_SECONDS)
        futures += [pool.submit(call, network, batch) for batch in batches[1:]]
        network.wait_for_calls(len(batches) - 1, PATIENCE_SECONDS)
        held.go.set()
        return [future.result(PATIENCE_SECONDS) for future in futures]


def test_calls_that_gather_are_one_batch_and_each_gets_its_own_rows() -> None:
    held = Doubling(holds=True)
    network = Gathered(held)
    batches = [torch.full((size, 3), float(size)) for size in (1, 2, 3, 4)]
    for batch, (doubled, sums) in zip(
        batches, call_while_held(network, held, batches), strict=True
    ):
        assert torch.equal(doubled, 2 * batch)
        assert torch.equal(sums, 3 * batch[:, 0])
    assert held.sizes == [1, 9]
    assert network.batches == (1, 3)


def test_calls_of_another_shape_are_another_batch() -> None:
    held = Doubling(holds=True)
    batches = [torch.ones(1, width) for width in (3, 3, 5, 3, 5)]
    answers = call_while_held(Gathered(held), held, batches)
    assert [float(sums) for _, sums in answers] == [3, 3, 5, 3, 5]
    assert sorted(held.sizes) == [1, 2, 2]


def test_a_batch_is_no_larger_than_it_may_be() -> None:
    held = Doubling(holds=True)
    call_while_held(Gathered(held, most_rows=4), held, [torch.ones(2, 1)] * 6)
    assert sorted(held.sizes) == [2, 2, 4, 4]


def test_a_batch_that_does_not_fit_into_memory_is_halved_until_it_does() -> None:
    held, made = Doubling(holds=True, most_rows=2), list[int]()
    network = Gathered(held, make_room=lambda: made.append(1))
    answers = call_while_held(network, held, [torch.full((1, 1), float(i)) for i in range(9)])
    assert [float(doubled) for doubled, _ in answers] == [2.0 * i for i in range(9)]
    assert made, "room was made before the second try"


def test_a_call_that_never_fits_fails_alone() -> None:
    held = Doubling(holds=True, most_rows=2)
    network = Gathered(held)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(call, network, torch.ones(1, 1))
        assert held.began.wait(PATIENCE_SECONDS)
        large = pool.submit(call, network, torch.ones(3, 1))
        small = pool.submit(call, network, torch.ones(2, 1))
        network.wait_for_calls(2, PATIENCE_SECONDS)
        held.go.set()
        assert isinstance(large.exception(PATIENCE_SECONDS), torch.OutOfMemoryError)
        for fine in (first, small):
            assert fine.exception(PATIENCE_SECONDS) is None


def test_the_window_ends_when_everybody_at_work_has_called() -> None:
    network = Gathered(Doubling(), window_seconds=PATIENCE_SECONDS, company=lambda: 3)
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(call, network, torch.ones(1, 1)) for _ in range(3)]
        for future in futures:
            future.result(PATIENCE_SECONDS / 2)
    assert network.batches == (3,)


def test_nobody_waits_for_company_when_alone() -> None:
    network = Gathered(Doubling(), window_seconds=PATIENCE_SECONDS, company=lambda: 1)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(call, network, torch.ones(1, 1)).result(PATIENCE_SECONDS / 2)


def test_what_follows_gradients_is_not_gathered_and_a_copy_is_a_network() -> None:
    network = Gathered(nn.Linear(1, 1))
    rows = torch.ones(1, 1, requires_grad=True)
    network(rows).sum().backward()
    assert rows.grad is not None
    assert not network.batches
    assert isinstance(deepcopy(network), nn.Linear)


def test_a_call_with_options_is_the_network_s_own() -> None:
    network = Gathered(Doubling())
    with torch.inference_mode():
        doubled, _ = network(rows=torch.ones(1, 2))
    assert doubled.tolist() == [[2.0, 2.0]]
    assert network.batches == ()


def test_it_has_the_parts_of_its_network() -> None:
    network = Gathered(Doubling())
    assert float(network.weight) == 2
    with pytest.raises(AttributeError):
        _ = network.no_such_part
