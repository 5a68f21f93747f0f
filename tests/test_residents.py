"""A model is loaded once, and one that cannot be loaded stops no other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from playground_demos.demo import DemoModule, PlaygroundError
from playground_demos.residents import Residents


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


def residents(tmp_path: Path, **demos: Loading) -> Residents:
    modules = {name: SimpleNamespace(load=one.load) for name, one in demos.items()}
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
