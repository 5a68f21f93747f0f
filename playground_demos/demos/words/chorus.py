"""Many texts written at once by one language model: transformers' continuous batching.

Each step of the network writes one piece of every text at work, and a text joins or leaves between
any two steps. Has the model's own weights and no copy of them; its thread ends when nobody holds
the chorus any more. A text that fails says so, and the others go on. Logs no text and no piece of
one, and keeps none once it is written. Does not know what the pieces mean.
"""

import logging
import math
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

MOST_TEXTS = 64  # in one step of the network
PAGE_PIECES = 32  # of a text's memory that lie together
STEP_PIECES = 256  # that one step reads at most: beginnings, and the newest piece of each text
STEPS_IN_A_ROW = 4  # that are due together: what is still in the processor's caches costs less
PATIENCE_SECONDS = 30.0  # for one piece
STOP_SECONDS = 5.0
USUAL_TEMPERATURE = 0.99  # with 1 transformers would build a chain that knows no temperature
THEIR_LOG = "ContinuousBatchingLogger"  # quotes the pieces of a text that it does not take


class SilentChorus(Exception):
    """A text cannot be written here, or not to its end; alone it may be."""


class Chorus:
    """Writes with `model`, which goes on to answer others as before; safe from any thread."""

    def __init__(
        self,
        model: Any,
        *,
        context: int,
        never: Sequence[int],
        ends: Sequence[int],
        step_seconds: float = 0.0,
    ):
        """Start.

        Args:
            model: A causal language model of transformers, on the device where it works.
            context: Pieces of the longest text, its beginning included.
            never: Pieces that are never drawn.
            ends: Pieces that end a text.
            step_seconds: From one step to the next at least. A step costs nearly the same for one
                text and for ten, so the slower they follow each other, the less a text costs.

        Raises:
            SilentChorus: transformers cannot batch a model of this kind.
        """
        try:
            self._manager = _managed(_another_with_the_weights_of(model), context, never, ends)
        except (AttributeError, NotImplementedError, TypeError, ValueError) as error:
            raise SilentChorus(f"{type(model).__name__}: {error}") from None
        self._ends = frozenset(ends)
        self._names = count()
        self._ears: dict[str, SimpleQueue[Any]] = {}
        self._manager.output_router = _router_to(self._ears, step_seconds)
        # A daemon's threads are daemons: transformers' own would keep the process from ending.
        starting = threading.Thread(target=self._manager.start, daemon=True)
        starting.start()
        starting.join()
        weakref.finalize(self, _stop, self._manager)

    def write(
        self, ids: Sequence[int], temperature: float, most: int
    ) -> Iterator[Sequence[tuple[int, float]]]:
        """The new pieces after `ids`, each with its chance at that temperature.

        As many at a time as came since they were last asked for, at least one; the end is no
        piece. Whoever closes the iterator ends the text.

        Raises:
            SilentChorus: It was not written to its end.
        """
        with self._heard() as (name, ear):
            taken = bool(ids) and self._manager.add_request(
                list(ids), request_id=name, max_new_tokens=most, streaming=True,
                eos_token_id=list(self._ends), temperature=float(temperature),
            )  # fmt: skip
            told, is_over = 0, False
            while not is_over:
                said = _newest(ear) if taken else None
                if said is None or said.error is not None:
                    raise SilentChorus("a text was not written to its end")
                is_over = said.is_finished()
                drawn = list(zip(said.generated_tokens, said.logprobs, strict=False))
                new = [(piece, math.exp(one)) for piece, one in drawn[told:]]
                told = len(drawn)
                if pieces := [one for one in new if one[0] not in self._ends]:
                    yield pieces

    @contextmanager
    def _heard(self) -> Iterator[tuple[str, "SimpleQueue[Any]"]]:
        name = f"text {next(self._names)}"
        ear = self._ears[name] = SimpleQueue()
        try:
            yield name, ear
        finally:
            del self._ears[name]
            self._manager.cancel_request(name)  # which a text that has ended does not mind


def _another_with_the_weights_of(model: Any) -> Any:
    # Paged attention is a setting of the whole model; whoever asks for the bars needs the other.
    weights = (*model.parameters(), *model.buffers())
    return deepcopy(model, {id(one): one for one in weights})


def _managed(model: Any, context: int, never: Sequence[int], ends: Sequence[int]) -> Any:
    from transformers import GenerationConfig
    from transformers.generation.configuration_utils import ContinuousBatchingConfig

    logging.getLogger(THEIR_LOG).setLevel(logging.CRITICAL)
    pages = MOST_TEXTS * math.ceil((context + 1) / PAGE_PIECES)
    return model.init_continuous_batching(
        GenerationConfig(  # type: ignore[no-untyped-call]
            do_sample=True, temperature=USUAL_TEMPERATURE, top_k=0, top_p=1.0,
            eos_token_id=list(ends), pad_token_id=ends[0], suppress_tokens=list(never) or None,
        ),
        ContinuousBatchingConfig(
            page_size=PAGE_PIECES, num_blocks=pages, max_batch_tokens=STEP_PIECES,
            max_requests_per_batch=MOST_TEXTS, return_logprobs=True, per_request_processors=True,
            allow_block_sharing=False,  # nobody's text is kept for another's
            auto_switch_to_flash=False,  # it would be fetched from elsewhere
        ),
    )  # fmt: skip


def _router_to(ears: "dict[str, SimpleQueue[Any]]", step_seconds: float) -> Any:
    from transformers.generation.continuous_batching.continuous_api import OutputRouter

    class Router(OutputRouter):
        _steps, _due = 0, 0.0

        def deliver(self, output: Any) -> None:
            ear = ears.get(output.request_id)
            if ear is not None:  # nobody listens any more
                ear.put(output)

        def deliver_batch(self, outputs: list[Any]) -> None:
            for output in outputs:
                self.deliver(output)
            # The thread that takes the steps is here after each; whoever comes now is in the next.
            self._steps += 1
            if self._steps % STEPS_IN_A_ROW == 0:
                if (early := self._due - time.monotonic()) > 0:
                    time.sleep(early)
                self._due = time.monotonic() + STEPS_IN_A_ROW * step_seconds

    return Router()


def _newest(ear: "SimpleQueue[Any]") -> Any:
    try:
        said = ear.get(timeout=PATIENCE_SECONDS)
        while not ear.empty():  # each says all that was said before
            said = ear.get()
    except Empty:
        return None
    return said


def _stop(manager: Any) -> None:
    status, thread = manager.background_thread_status, manager._generation_thread
    status.request_stop(status.HARD_STOP, manager.distributed_helper.global_rank)
    if thread is not threading.current_thread():
        thread.join(STOP_SECONDS)
