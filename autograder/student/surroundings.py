"""What surrounds a call without being an argument: warnings, random numbers, output, builtins.

A test that silences warnings, seeds a generator, replaces `input` or catches what is printed wants
the student's function to run in those surroundings. The examiner describes its own
(`read_surroundings`), the student's side takes them on for one call (`Surroundings`) and says what
was printed and warned. Runs in the student's process too.
"""

import builtins
import io
import random
import struct
import sys
import warnings
from collections.abc import Mapping
from typing import Any

from autograder.student.errors import OutputFlood

MOST_OUTPUT = 4 * 1024 * 1024
MOST_WARNINGS = 100
_BUILTINS = dict(vars(builtins))
_STDIN = sys.stdin
_WORDS = struct.Struct("<625I")  # the Mersenne Twister's state and the place in it


def read_surroundings(filters: list[Any], *, with_random: bool) -> dict[str, object]:
    """What differs here from how this process began.

    Args:
        filters: The filters for warnings as they were before the cell.
        with_random: Whether the states of the global generators belong to it.
    """
    found: dict[str, object] = {}
    if warnings.filters != filters:
        found["filters"] = [
            (action, getattr(message, "pattern", message), kind.__name__, line)
            for action, message, kind, _, line in warnings.filters
            if isinstance(kind, type) and kind.__module__ == "builtins"
        ]
    replaced = {
        name: value
        for name, value in vars(builtins).items()
        if _BUILTINS.get(name, value) is not value and name not in {"_", "__build_class__"}
    }
    if replaced:
        found["builtins"] = replaced
    if sys.stdin is not _STDIN and sys.stdin is not sys.__stdin__:
        found["stdin"] = sys.stdin
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and numpy.geterr() != _DEFAULT_ERRORS:
        found["errors"] = numpy.geterr()
    torch: Any = sys.modules.get("torch")
    if torch is not None and not torch.is_grad_enabled():
        found["grad"] = False
    if with_random:
        found["random"] = read_random()
    return found


def read_random() -> dict[str, object]:
    """The states of the global generators of random numbers."""
    version, words, gauss = random.getstate()
    # As bytes: 625 numbers in every question would take longer than most answers.
    states: dict[str, object] = {"random": (version, _WORDS.pack(*words), gauss)}
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None:
        states["numpy"] = numpy.random.get_state()
    torch: Any = sys.modules.get("torch")
    if torch is not None:
        states["torch"] = torch.get_rng_state()
    return states


def set_random(states: Mapping[str, Any]) -> None:
    """Put the global generators into these states."""
    if "random" in states:
        version, words, gauss = states["random"]
        random.setstate((version, _WORDS.unpack(words), gauss))
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and "numpy" in states:
        numpy.random.set_state(states["numpy"])
    torch: Any = sys.modules.get("torch")
    if torch is not None and "torch" in states:
        torch.set_rng_state(states["torch"])


class BoundedText(io.StringIO):
    """Keeps what is written until there is too much."""

    written = 0

    def write(self, text: str) -> int:
        """Keep `text`.

        Raises:
            OutputFlood: There is no room for it.
        """
        self.written += len(text)
        if self.written > MOST_OUTPUT:
            raise OutputFlood
        return super().write(text)

    def take(self) -> str:
        """What was written since the last time."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


class Surroundings:
    """A context manager on the student's side, for one call."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self._described = described
        self.stdout = BoundedText()
        self.stderr = BoundedText()
        self._catcher = warnings.catch_warnings(record=True)
        self.warned: list[warnings.WarningMessage] = []
        self._undo: list[Any] = []

    def __enter__(self) -> "Surroundings":
        self._streams = sys.stdout, sys.stderr, sys.stdin
        sys.stdout, sys.stderr = self.stdout, self.stderr
        caught = self._catcher.__enter__()
        self.warned = self.warned if caught is None else caught
        filters = self._described.get("filters")
        if filters is None:
            warnings.simplefilter("default")
        else:
            warnings.resetwarnings()
            for action, pattern, name, line in reversed(filters):
                kind = getattr(builtins, name, Warning)
                warnings.filterwarnings(action, pattern or "", kind, lineno=line)
        for name, value in self._described.get("builtins", {}).items():
            self._undo.append((builtins, name, getattr(builtins, name, None)))
            setattr(builtins, name, value)
        for place, name, value in self._described.get("replaced", ()):
            self._replace(sys.modules.get(place), name, value)
        if "stdin" in self._described:
            sys.stdin = self._described["stdin"]
        numpy: Any = sys.modules.get("numpy")
        if numpy is not None:
            self._errors = numpy.seterr(**self._described.get("errors", _DEFAULT_ERRORS))
        torch: Any = sys.modules.get("torch")
        self._grad = torch is None or torch.is_grad_enabled()
        if "grad" in self._described and torch is not None:
            torch.set_grad_enabled(False)
        set_random(self._described.get("random", {}))
        return self

    def __exit__(self, *_: object) -> None:
        self._catcher.__exit__(None, None, None)
        sys.stdout, sys.stderr, sys.stdin = self._streams
        for place, name, value in reversed(self._undo):
            setattr(place, name, value)
        self._undo.clear()
        numpy: Any = sys.modules.get("numpy")
        if numpy is not None and hasattr(self, "_errors"):
            numpy.seterr(**self._errors)
        torch: Any = sys.modules.get("torch")
        if "grad" in self._described and torch is not None:
            torch.set_grad_enabled(self._grad)

    def _replace(self, place: Any, name: str, value: tuple[object, ...]) -> None:
        """Have another part in a library, or none, where it has one."""
        if not hasattr(place, name):
            return
        self._undo.append((place, name, getattr(place, name)))
        if value:
            setattr(place, name, value[0])
        else:
            delattr(place, name)

    def take_news(self, *, at_end: bool) -> dict[str, object]:
        """What was printed and warned since the last time, as plain values."""
        news: dict[str, object] = {}
        for name, stream in (("stdout", self.stdout), ("stderr", self.stderr)):
            if text := stream.take():
                news[name] = text
        if self.warned:
            news["warned"] = [
                (type_of_warning(warned.category), str(warned.message))
                for warned in self.warned[:MOST_WARNINGS]
            ]
            self.warned.clear()
        if max(self.stdout.written, self.stderr.written) > MOST_OUTPUT:
            news["flooded"] = True
        if at_end and "random" in self._described:
            news["random"] = read_random()
        return news


def type_of_warning(kind: type) -> str:
    """The name of the builtin warning that `kind` is."""
    for base in kind.__mro__:
        if base.__module__ == "builtins":
            return base.__name__
    return "UserWarning"


_DEFAULT_ERRORS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
