"""From the start to the first visitor: every model loaded, every demo asked once.

Pages are served meanwhile. A demo counts as ready when its first answer waits for nothing more; one
whose model cannot be loaded is not, until the operator has started it again. Does not wait for
another demo's visitors: warming takes no ticket.
"""

import logging
import threading
from collections.abc import Callable

from playground_demos.errors import PlaygroundError
from playground_demos.floor.stage import StageContext
from playground_demos.serving.engine import Engine

log = logging.getLogger(__name__)


class Opening:
    """Which demos are ready; `reach` runs in a thread of its own."""

    def __init__(
        self, residents: Engine, on_fault: Callable[[str, str], None] = lambda name, words: None
    ) -> None:
        self.stages: list[StageContext] = []
        self.is_loading = True
        self._residents = residents
        self._on_fault = on_fault
        self._warm: set[str] = set()
        self._over = threading.Event()

    def reach(self) -> None:
        """Load all models, then answer each demo's samples in the first language of its pages."""
        failed = self._residents.load_all()
        self.is_loading = False
        for name, error in failed.items():
            self._on_fault(name, why_not_started(error))
            log.error("demo %s is down: its model could not be loaded: %s", name, error)
        for stage in self.stages:
            name = stage.about.name
            if self._over.is_set():
                return
            if name in self._warm:  # what is imported serves every language
                continue
            if name not in failed:
                self._try_to_warm(stage)
            self._warm.add(name)

    def give_up(self) -> None:
        """The playground ends: warm no more demos."""
        self._over.set()

    @property
    def names(self) -> frozenset[str]:
        """The demos that can answer, and at once."""
        return frozenset(self._residents.loaded) & self._warm

    def _try_to_warm(self, stage: StageContext) -> None:
        try:
            stage.warm()
        except Exception as error:  # visitors will be told, each in a kind sentence
            log.warning("demo %s: its sample has no answer: %s", stage.about.name, error)


def why_not_started(error: BaseException) -> str:
    """For the operator; what we say of a model ourselves names its file and the cure."""
    why = str(error) if isinstance(error, PlaygroundError) else type(error).__name__
    return f"시작하지 못했습니다: {why}"
