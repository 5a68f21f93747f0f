"""What a press brings from a page, and what its answer puts there.

Every value passes its Gradio component's own reading and writing, as in Gradio's queue. What would
need more than that (a file, an update of anything but value and visibility) is refused and not half
supported. Does not know who waits for whom.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from playground_demos.errors import PlaygroundError

SKIPPED = {"__type__": "update"}  # as gradio.skip(): this component stays as it is
UPDATED = {"__type__", "value", "visible"}


class BadPress(PlaygroundError):
    """What was sent is no press of our page."""


@dataclass(frozen=True)
class Press:
    """Somebody pressed: who, at which event, what the fields held, and what the page adds."""

    visitor: str
    event: str
    values: tuple[Any, ...]
    detail: Mapping[str, Any]


Tell = Callable[[Sequence[Any]], None]  # what the outputs show meanwhile
Answer = Callable[[Press, Tell], Awaitable[Sequence[Any]]]  # what they show in the end


class PageFunction:
    """One thing that a page can ask for, with the components it reads and those it writes."""

    def __init__(self, inputs: Sequence[Any], outputs: Sequence[Any], answer: Answer) -> None:
        for part in (*inputs, *outputs):
            if getattr(part, "data_model", None) is not None:
                raise PlaygroundError(
                    f"{part}: a demo's values are plain; expected no component with files or"
                    " models of its own. Show it as gradio.HTML."
                )
        self._inputs = tuple(inputs)
        self._outputs = tuple(outputs)
        self.answer = answer

    def read(self, sent: object, states: dict[int, Any]) -> tuple[Any, ...]:
        """What a page has sent, as the work takes it.

        Args:
            sent: One value for each input, as untrusted as any; nothing is read for a state.
            states: By component; a first one is put in.

        Raises:
            BadPress: Some value cannot be one of its component, or there are too few or too many.
        """
        if not isinstance(sent, list) or len(sent) != len(self._inputs):
            raise BadPress(f"expected {len(self._inputs)} values")
        return tuple(
            _state_of(part, states) if part.stateful else _read(part, value)
            for part, value in zip(self._inputs, sent, strict=True)
        )

    def write(self, said: Sequence[Any], states: dict[int, Any]) -> list[Any]:
        """What the page is told, one value for each output; states are kept in `states`.

        Raises:
            PlaygroundError: An update of something that we cannot change.
        """  # noqa: DOC502
        return [
            _keep(part, value, states) if part.stateful else _write(part, value)
            for part, value in zip(self._outputs, said, strict=True)
        ]


def _state_of(part: Any, states: dict[int, Any]) -> Any:
    if part._id not in states:
        states[part._id] = deepcopy(part.value)
    return states[part._id]


def _keep(part: Any, value: Any, states: dict[int, Any]) -> Any:
    if value != SKIPPED:
        states[part._id] = value
    return None  # it stays here; the page knows only that there is one


def _read(part: Any, value: object) -> Any:
    try:
        return part.preprocess(value)
    except Exception as error:  # Gradio's own, or whatever a strange value makes of its code
        raise BadPress(f"no value of a {type(part).__name__}: {type(error).__name__}") from None


def _write(part: Any, value: Any) -> Any:
    if not (isinstance(value, dict) and value.get("__type__") == "update"):
        return part.postprocess(value)
    if not value.keys() <= UPDATED:
        strange = ", ".join(sorted(value.keys() - UPDATED))
        raise PlaygroundError(
            f"a {type(part).__name__} was told to change its {strange}; expected value or visible"
        )
    if "value" in value:
        return {**value, "value": part.postprocess(value["value"])}
    return value
