"""The demos' models on this machine: loaded once, kept, and worked with for whoever has a ticket.

Small models all stay. Where they do not fit into the memory that the settings allow, the least
recently used one that nobody works with is moved off: from a GPU, or out of memory. Work that runs
out of memory is done again alone. A model that cannot be loaded fails the tickets of its own demo
and no other. Decides no order.
"""

import gc
import logging
import sys
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from playground_demos.demo import DemoModule
from playground_demos.serving.engine import ModelMemory, NoRoom
from playground_demos.serving.gathering import MOST_ROWS, Gathered, is_out_of_memory

log = logging.getLogger(__name__)

CPU = "cpu"
AUTO = "auto"  # the GPU if there is one


class Residents:
    """The `Engine` of one machine: one model for each demo, loaded at need or by `load_all`."""

    def __init__(
        self,
        demos: Mapping[str, DemoModule],
        model_dir: Path,
        *,
        device: str = CPU,
        memory_bytes: int = 0,
        window_seconds: float = 0.0,
        most_rows: int = MOST_ROWS,
    ) -> None:
        """Load nothing yet.

        Args:
            demos: By name.
            model_dir: Folder of the trained models and their cards.
            device: Where networks work, as torch names it, or AUTO.
            memory_bytes: What all models together may take on the device; 0 is no bound.
            window_seconds: How long a network's call may wait for company.
            most_rows: Of one batch.
        """
        self._demos = demos
        self._model_dir = model_dir
        self._device = device
        self._memory_bytes = memory_bytes
        self._window_seconds = window_seconds
        self._most_rows = most_rows
        self._locks = {name: threading.Lock() for name in demos}
        self._changed = threading.Condition()
        self._models: OrderedDict[str, Any] = OrderedDict()  # least recently used first
        self._memory: dict[str, ModelMemory] = {}
        self._at_work: Counter[str] = Counter()
        self._is_alone = False

    def run(self, name: str, work: Callable[..., Any], *values: Any) -> Any:
        """`work(model, *values)`; when memory runs out, once more with nothing else at work.

        Raises:
            NoRoom: Memory ran out then too.
        """
        try:
            with self._working(name):
                return work(self.model(name), *values)
        except BaseException as error:
            if not is_out_of_memory(error):
                raise
        log.warning("demo %s ran out of memory and is tried again alone", name)
        with self._alone(name):
            try:
                return work(self.model(name), *values)
            except BaseException as error:
                if is_out_of_memory(error):
                    raise NoRoom from None
                raise

    def model(self, name: str) -> Any:
        """The model of demo `name`; whatever `load` raises is raised, and tried again next time."""
        with self._changed:
            if name in self._models:
                self._models.move_to_end(name)
                return self._models[name]
        with self._locks[name]:
            with self._changed:
                if name in self._models:
                    return self._models[name]
            return self._load(name)

    def restart(self, name: str) -> None:
        """Load the model of demo `name` anew; whoever works with the old one goes on with it.

        Whatever `load` raises is raised, and the demo is down then.
        """
        with self._locks[name]:
            self._forget(name)
            self._load(name)

    def load_all(self) -> dict[str, BaseException]:
        """Load every model now; what failed, by demo."""
        failed: dict[str, BaseException] = {}
        for name in self._demos:
            try:
                self.model(name)
            except Exception as error:
                failed[name] = error
        return failed

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the demos that were loaded and can answer, moved off or not."""
        return tuple(name for name in self._demos if name in self._memory)

    @property
    def resident(self) -> tuple[str, ...]:
        """Names of the demos whose model is in memory now, the least recently used first."""
        with self._changed:
            return tuple(self._models)

    @property
    def memory(self) -> dict[str, ModelMemory]:
        """Bytes of the models that are in memory."""
        with self._changed:
            return {name: self._memory[name] for name in self._models}

    def _load(self, name: str) -> Any:
        try:
            model = self._demos[name].load(self._model_dir)
        except BaseException:
            self._memory.pop(name, None)
            raise
        measured = sum(map(tensor_bytes, networks_of(model)))
        declared = self._demos[name].ABOUT.memory_bytes
        with self._changed:
            self._make_room_for(max(measured, declared))
            self._memory[name] = ModelMemory(declared, measured)
        gathered = self._gather(name, model)
        with self._changed:
            self._models[name] = gathered
            self._models.move_to_end(name)
        return gathered

    def _gather(self, name: str, model: Any) -> Any:
        """The same with its network behind a `Gathered`, itself or one field of a dataclass."""
        if _is_network(model):
            batches = self._demos[name].ABOUT.batches
            return Gathered(
                model,
                device=_settled(self._device),
                window_seconds=self._window_seconds if batches else 0,
                most_rows=self._most_rows if batches else 1,
                company=lambda: self._at_work[name],
                make_room=lambda: self._move_off(but=name),
            )
        if is_dataclass(model) and not isinstance(model, type):
            parts = {
                field.name: self._gather(name, getattr(model, field.name))
                for field in fields(model)
                if field.init and _is_network(getattr(model, field.name))
            }
            return replace(model, **parts) if parts else model
        return model

    def _make_room_for(self, size: int) -> None:
        if not self._memory_bytes:
            return
        for name in list(self._models):
            if self._used() + size <= self._memory_bytes:
                return
            if not self._at_work[name]:
                self._forget(name)
        if self._used() + size > self._memory_bytes:
            log.warning("the models at work take more than [playground] model_memory_bytes")

    def _used(self) -> int:
        return sum(max(self._memory[name].measured, self._memory[name].declared)
                   for name in self._models)  # fmt: skip

    def _move_off(self, *, but: str) -> None:
        with self._changed:
            for name in list(self._models):
                if name != but and not self._at_work[name]:
                    self._forget(name)
        _empty_cache()

    def _forget(self, name: str) -> None:
        # Whoever still holds it goes on; its memory is free when the last one has let go.
        self._models.pop(name, None)

    @contextmanager
    def _working(self, name: str) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone)
            self._at_work[name] += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work[name] -= 1
                self._changed.notify_all()

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone)
            self._is_alone = True
            self._changed.wait_for(lambda: not self._at_work.total())
        try:
            self._move_off(but=name)
            yield
        finally:
            with self._changed:
                self._is_alone = False
                self._changed.notify_all()


def networks_of(model: Any) -> tuple[Any, ...]:
    """The torch networks in a demo's model: itself, or fields of a dataclass."""
    if _is_network(model):
        return (model,)
    if is_dataclass(model) and not isinstance(model, type):
        values = (getattr(model, field.name) for field in fields(model))
        return tuple(value for value in values if _is_network(value))
    return ()


def tensor_bytes(network: Any) -> int:
    """Of its weights and buffers."""
    return sum(part.nbytes for parts in (network.parameters(), network.buffers()) for part in parts)


def _is_network(value: Any) -> bool:
    torch = sys.modules.get("torch")  # who has a network has imported it
    return torch is not None and isinstance(value, torch.nn.Module)


def _settled(device: str) -> str:
    if device != AUTO:
        return device
    import torch

    return "cuda" if torch.cuda.is_available() else CPU


def _empty_cache() -> None:
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
