"""Models are loaded once, moved off when they do not fit, and worked with when memory is short."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from torch import nn

from playground_demos.demo import DemoModule
from playground_demos.errors import PlaygroundError
from playground_demos.serving.engine import ModelMemory, NoRoom
from playground_demos.serving.residents import Residents


class Loading:
    """A demo's `load` that counts, and fails while `broken`."""

    def __init__(self, *, broken: bool = False) -> None:
        self.times = 0
        self.broken = broken
        self._lock = threading.Lock()

    def load(self, model_dir: Path) -> str:
        """Read nothing, but from where it was told."""
        with self._lock:
            self.times += 1
        if self.broken:
            raise PlaygroundError("no such weights")
        return f"model of {model_dir.name}"


def demo(load: Callable[[Path], Any], memory_bytes: int = 1) -> SimpleNamespace:
    """What the engine needs of a demo."""
    return SimpleNamespace(
        load=load, ABOUT=SimpleNamespace(memory_bytes=memory_bytes, batches=True)
    )


def residents(tmp_path: Path, **demos: Loading) -> Residents:
    modules = {
        name: SimpleNamespace(load=one.load, ABOUT=SimpleNamespace(memory_bytes=1))
        for name, one in demos.items()
    }
    return Residents(cast(dict[str, DemoModule], modules), tmp_path)


def test_a_model_is_loaded_once_though_many_ask_at_once(tmp_path: Path) -> None:
    loading = Loading()
    house = residents(tmp_path, ink=loading)
    with ThreadPoolExecutor(8) as pool:
        models: list[Any] = list(pool.map(house.model, ["ink"] * 50))
    assert set(models) == {f"model of {tmp_path.name}"}
    assert loading.times == 1


def test_a_broken_model_stops_no_other_and_is_tried_again(tmp_path: Path) -> None:
    broken = Loading(broken=True)
    house = residents(tmp_path, broken=broken, ink=Loading())
    failed = house.load_all()
    assert list(failed) == ["broken"]
    assert house.loaded == ("ink",)
    with pytest.raises(PlaygroundError):
        house.model("broken")
    broken.broken = False
    assert house.model("broken") == f"model of {tmp_path.name}"


def bounded(tmp_path: Path, most: int, **sizes: int) -> Residents:
    modules = {name: demo(Loading().load, size) for name, size in sizes.items()}
    return Residents(cast(dict[str, DemoModule], modules), tmp_path, memory_bytes=most)


def test_the_least_recently_used_model_is_moved_off_and_comes_back(tmp_path: Path) -> None:
    house = bounded(tmp_path, 20, one=10, two=10, three=10)
    house.model("one")
    house.model("two")
    house.model("one")
    house.model("three")
    assert house.resident == ("one", "three")
    house.model("two")
    assert house.resident == ("three", "two")
    assert house.loaded == ("one", "two", "three"), "one that moved off can still answer"


def test_a_model_that_somebody_works_with_stays(tmp_path: Path) -> None:
    house = bounded(tmp_path, 20, one=10, two=10, three=10)

    def work(model: str) -> tuple[str, ...]:
        house.model("two")
        house.model("three")
        return house.resident

    assert house.run("one", work) == ("one", "three")


def test_what_a_model_takes_is_declared_and_measured(tmp_path: Path) -> None:
    line = demo(lambda folder: nn.Linear(3, 5), memory_bytes=7)
    house = Residents(cast(dict[str, DemoModule], {"line": line}), tmp_path)
    house.load_all()
    assert house.memory == {"line": ModelMemory(declared=7, measured=4 * (15 + 5))}


def test_work_that_runs_out_of_memory_is_done_again_alone(tmp_path: Path) -> None:
    house = residents(tmp_path, ink=Loading(), other=Loading())
    began, go = threading.Event(), threading.Event()
    seen: list[str] = []

    def long(model: str) -> None:
        began.set()
        assert go.wait(60)
        seen.append("the other has ended")

    def hungry(model: str) -> str:
        seen.append("hungry")
        if len(seen) == 1:
            go.set()
            raise MemoryError
        return "answer"

    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(house.run, "other", long)
        assert began.wait(60)
        assert pool.submit(house.run, "ink", hungry).result(60) == "answer"
        other.result(60)
    assert seen == ["hungry", "the other has ended", "hungry"]


def test_work_that_never_fits_gets_a_kind_sentence_and_the_next_an_answer(tmp_path: Path) -> None:
    house = residents(tmp_path, ink=Loading())

    def hungry(model: str) -> None:
        raise MemoryError

    with pytest.raises(NoRoom):
        house.run("ink", hungry)
    assert house.run("ink", lambda model: "answer") == "answer"


def test_what_work_raises_is_raised(tmp_path: Path) -> None:
    house = residents(tmp_path, ink=Loading())
    with pytest.raises(ZeroDivisionError):
        house.run("ink", lambda model: 1 // 0)
