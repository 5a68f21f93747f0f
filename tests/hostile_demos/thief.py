"""Whatever code in the playground's process may try against the lab; it writes down what it got."""

import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playground_demos.about import About, Words

ABOUT = About(
    name="thief",
    title=Words("도둑", "Thief"),
    question=Words("무엇을 얻을까요?", "What can it get?"),
    model_file="thief.json",
    card_file="thief.json",
    source=Words("시험용 예시입니다.", "An example for tests."),
    licence="BSD-3-Clause",
    memory_bytes=1,
    limits=(Words("없습니다.", "None."), Words("없습니다.", "None.")),
)
EXAMPLES: tuple[Any, ...] = ()
WISHES = "wishes.json"  # in the playground's own folder: the paths and ports of the test's machine
FOUND = "found.json"


def load(model_dir: Path) -> None:
    """Try everything once, as the model is loaded."""
    wishes = json.loads((Path.home() / WISHES).read_text())
    found = {
        "read": _got(wishes["read"], lambda path: Path(path).read_bytes()),
        "write": _got(wishes["write"], lambda path: Path(path).write_text("")),
        "connect": _got(wishes["connect"], _call),
        "signal": _got(wishes["signal"], lambda pid: os.kill(pid, 0)),
        "sees": sorted(int(path.name) for path in Path("/proc").glob("[0-9]*")),
        "uid": os.getresuid(),
        "environment": dict(os.environ),
        "descriptors": [_told(path) for path in Path("/proc/self/fd").iterdir()],
    }
    (Path.home() / FOUND).write_text(json.dumps(found))


def predict(model: None, wish: str) -> str:
    """Nothing."""
    return wish


def explain(model: None, wish: str, prediction: str) -> str:
    """Nothing."""
    return prediction


def build(context: Any) -> None:
    """A page without anything."""


def _got(wishes: list[Any], attempt: Callable[[Any], Any]) -> list[Any]:
    got = []
    for wish in wishes:
        with suppress(OSError):
            attempt(wish)
            got.append(wish)
    return got


def _call(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def _told(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""
