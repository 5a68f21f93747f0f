"""One network for many tickets: calls that come together are answered together.

While the network works, further calls gather and are its next batch; a call may also wait `window`
seconds for the others who are at work, and never when it is alone. Nobody's rows reach
anybody else. A batch that does not fit into memory is halved until it does. Calls that follow
gradients or bring options are not gathered. Decides no order, and keeps no inputs once they are
answered.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor, nn

MOST_ROWS = 256  # of one batch


@dataclass(eq=False)
class _Call:
    inputs: tuple["Tensor", ...]
    answer: Future[Any] = field(default_factory=Future)

    @property
    def rows(self) -> int:
        return int(self.inputs[0].shape[0])

    def fits(self, other: "_Call") -> bool:
        """Whether both may be rows of one batch."""
        return len(self.inputs) == len(other.inputs) and all(
            (mine.shape[1:], mine.dtype) == (theirs.shape[1:], theirs.dtype)
            for mine, theirs in zip(self.inputs, other.inputs, strict=True)
        )


class Gathered:
    """Stands for a network: called as it is, and has all its parts (on the CPU).

    `device` is where the batches are worked on; inputs and answers are the CPU's. `company` is how
    many tickets are at work with this network now: nobody waits for more than that.
    """

    def __init__(
        self,
        network: "nn.Module",
        *,
        device: str = "cpu",
        window_seconds: float = 0.0,
        most_rows: int = MOST_ROWS,
        company: Callable[[], int] = lambda: 1,
        make_room: Callable[[], None] = lambda: None,
    ) -> None:
        self._network = network
        self._device = device
        self._working = network if device == "cpu" else deepcopy(network).to(device)
        self._window_seconds = window_seconds
        self._most_rows = most_rows
        self._company = company
        self._make_room = make_room
        self._changed = threading.Condition()
        self._waiting: list[_Call] = []
        self._is_working = False
        self._batches: list[int] = []

    def __getattr__(self, name: str) -> Any:
        """A part of the network itself.

        Raises:
            AttributeError: There is none.
        """
        if name == "_network":  # while a copy of us is made
            raise AttributeError(name)
        return getattr(self._network, name)

    def __deepcopy__(self, memo: dict[int, Any]) -> "nn.Module":
        """A network of one's own, which may be hooked into."""
        return deepcopy(self._network, memo)

    def __call__(self, *inputs: "Tensor", **options: Any) -> Any:
        """What the network says of `inputs`; the first dimension of each is rows.

        With `options`, such as what it remembers of a text, it is asked alone and on the CPU.
        """
        import torch

        if torch.is_grad_enabled() or options or not inputs:
            return self._network(*inputs, **options)
        call = _Call(inputs)
        with self._changed:
            self._waiting.append(call)
            self._changed.notify_all()
            if self._window_seconds:
                self._changed.wait_for(
                    lambda: call.answer.done() or self._is_enough(), self._window_seconds
                )
        while not call.answer.done():
            with self._changed:
                self._changed.wait_for(lambda: call.answer.done() or not self._is_working)
                if call.answer.done():
                    break
                self._is_working = True
                batch = self._take(call)
            try:
                self._answer(batch)
            finally:
                with self._changed:
                    self._is_working = False
                    self._changed.notify_all()
        return call.answer.result()

    def wait_for_calls(self, count: int, timeout_seconds: float) -> None:
        """Return when so many calls wait; for whoever must know that they have come.

        Raises:
            TimeoutError: They have not.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._waiting) >= count, timeout_seconds):
                raise TimeoutError(f"{len(self._waiting)} of {count} calls wait")

    @property
    def batches(self) -> Sequence[int]:
        """How many calls each of the last batches answered."""
        return tuple(self._batches)

    def _is_enough(self) -> bool:
        """Whether nobody is left to wait for, or nothing more would fit."""
        rows = sum(call.rows for call in self._waiting)
        return self._is_working or len(self._waiting) >= self._company() or rows >= self._most_rows

    def _take(self, first: _Call) -> list[_Call]:
        batch, rows = [first], first.rows
        for call in self._waiting:
            if call is not first and first.fits(call) and rows + call.rows <= self._most_rows:
                batch.append(call)
                rows += call.rows
        self._waiting = [call for call in self._waiting if call not in batch]
        return batch

    def _answer(self, batch: list[_Call]) -> None:
        try:
            answers = self._work_on(batch)
        except BaseException as error:
            if not is_out_of_memory(error):
                for call in batch:
                    call.answer.set_exception(error)
            elif len(batch) == 1:
                self._answer_alone(batch[0])
            else:
                self._make_room()
                half = len(batch) // 2
                self._answer(batch[:half])
                self._answer(batch[half:])
            return
        for call, answer in zip(batch, answers, strict=True):
            call.answer.set_result(answer)

    def _answer_alone(self, call: _Call) -> None:
        self._make_room()
        try:
            [answer] = self._work_on([call])
        except BaseException as error:
            call.answer.set_exception(error)
        else:
            call.answer.set_result(answer)

    def _work_on(self, batch: list[_Call]) -> list[Any]:
        import torch

        self._batches = [*self._batches[-99:], len(batch)]
        columns = zip(*(call.inputs for call in batch), strict=True)
        together = [torch.cat(column) if len(batch) > 1 else column[0] for column in columns]
        said = self._working(*(rows.to(self._device) for rows in together))
        if len(batch) == 1:
            return [
                said.cpu() if isinstance(said, torch.Tensor) else tuple(map(torch.Tensor.cpu, said))
            ]
        sizes = [call.rows for call in batch]
        if isinstance(said, torch.Tensor):
            return list(torch.split(said.cpu(), sizes))
        return list(zip(*(torch.split(part.cpu(), sizes) for part in said), strict=True))


def is_out_of_memory(error: BaseException) -> bool:
    """Of this process or of its device."""
    if isinstance(error, MemoryError):
        return True
    import torch

    return isinstance(error, torch.OutOfMemoryError)
