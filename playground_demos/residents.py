"""The demos' models: loaded once, kept, and handed to whoever has a ticket.

All small models stay in memory. A model that cannot be loaded fails the tickets of its own demo
and no other. Does not move models between devices, and does not batch.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playground_demos.demo import DemoModule


class Residents:
    """One model for each demo, loaded at the first call or by `load_all`."""

    def __init__(self, demos: Mapping[str, DemoModule], model_dir: Path) -> None:
        self._demos = demos
        self._model_dir = model_dir
        self._locks = {name: threading.Lock() for name in demos}
        self._models: dict[str, Any] = {}

    def model(self, name: str) -> Any:
        """The model of demo `name`; whatever `load` raises is raised, and tried again next time."""
        if name not in self._models:
            with self._locks[name]:
                if name not in self._models:
                    self._models[name] = self._demos[name].load(self._model_dir)
        return self._models[name]

    def restart(self, name: str) -> None:
        """Load the model of demo `name` anew; whoever works with the old one goes on with it.

        Whatever `load` raises is raised, and the demo is down then.
        """
        with self._locks[name]:
            self._models.pop(name, None)
        self.model(name)

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
        """Names of the demos whose model is in memory."""
        return tuple(self._models)
