"""Where a demo's work meets its model: the seam where a cluster's engine would stand.

`Residents` is the engine of one machine. Whoever calls it knows the demo's name and its work, and
nothing of devices, memory or batches. Decides no order: that is the desk's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from playground_demos.errors import VisitorMessage


class NoRoom(VisitorMessage):
    """Even alone the work did not fit into memory."""

    def __init__(self) -> None:
        super().__init__(
            "지금은 메모리가 모자라 답을 만들지 못했습니다. 더 작은 것으로 해 보거나,"
            " 1분 뒤에 다시 눌러 주세요.",
            "There is not enough memory for this now. Try something smaller, or once more in a"
            " minute.",
        )


@dataclass(frozen=True)
class ModelMemory:
    """Bytes of a demo's model: what its ABOUT says, and what its weights really take."""

    declared: int
    measured: int


class Engine(Protocol):
    """Keeps models and works with them; safe from any thread."""

    def run(self, name: str, work: Callable[..., Any], *values: Any) -> Any:
        """`work(model of the demo, *values)`; whatever it raises is raised.

        Raises:
            NoRoom: The work ran out of memory, also when it was tried again alone.
        """

    def restart(self, name: str) -> None:
        """Load a demo's model anew; whatever `load` raises is raised, and the demo is down then."""

    def load_all(self) -> dict[str, BaseException]:
        """Load every model now; what failed, by demo."""

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the demos that can answer."""

    @property
    def memory(self) -> Mapping[str, ModelMemory]:
        """What the models that are in memory take, by demo."""
