"""Which demos there are: the packages and modules in `playground_demos/demos/`, and their parts.

One that is not a demo, or whose name is not its ABOUT's, is an error with its name. Loads no
model.
"""

import importlib
import pkgutil
import re
from collections.abc import Sequence
from typing import cast

from playground_demos.demo import DemoModule
from playground_demos.errors import PlaygroundError

PACKAGE = "playground_demos.demos"
# On the front page: what a hand can do at once comes first, what asks for thought later; a demo
# that is not named here stands behind these.
INVITING = (
    "handwriting",
    "teach",
    "words",
    "casting",
    "coldchain",
    "cmp",
    "pseudonym",
    "readiness",
)
NEEDED = ("ABOUT", "EXAMPLES", "load", "predict", "explain", "build")


def find_demos(names: Sequence[str] = (), package: str = PACKAGE) -> dict[str, DemoModule]:
    """The demos `names` in that order, or all there are, the most inviting first.

    Raises:
        PlaygroundError: A name is unknown, or a module lacks a part of a demo.
    """
    folder = importlib.import_module(package).__path__
    known = sorted(
        (module.name for module in pkgutil.iter_modules(folder) if not module.name.startswith("_")),
        key=lambda name: (INVITING.index(name) if name in INVITING else len(INVITING), name),
    )
    for name in names:
        if name not in known:
            raise PlaygroundError(
                f'[playground] demos: "{name}" is not a demo; there are {", ".join(known)}.'
            )
    return {name: _demo(name, package) for name in names or known}


def check_demo(name: str, module: object) -> DemoModule:
    """`module` itself, when it has all parts of a demo.

    Raises:
        PlaygroundError: It has not.
    """
    missing = [part for part in NEEDED if not hasattr(module, part)]
    if missing:
        raise PlaygroundError(
            f"demo {name}: lacks {', '.join(missing)}; playground_demos/demo.py says what it needs"
        )
    demo = cast(DemoModule, module)
    if demo.ABOUT.name != name or not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
        raise PlaygroundError(
            f'demo {name}: its ABOUT is named "{demo.ABOUT.name}"; make them equal'
        )
    return demo


def _demo(name: str, package: str) -> DemoModule:
    return check_demo(name, importlib.import_module(f"{package}.{name}"))
