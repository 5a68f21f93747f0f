"""Which libraries notebooks import, and what a grading template loads of each.

Reads notebooks as text: whoever names a library in a comment has it loaded, which does no harm.
Imports none of them.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.submission import read_regular_file

# What every run needs, down to what IPython imports by name when a cell prints, shows or raises.
ALWAYS = (
    "autograder.student.main",
    "autograder.student.agent",
    "autograder.student.inside",
    # One template serves both; there is no secret in the examiner's code.
    "autograder.examiner.forking",
    *(f"IPython.core.{name}" for name in ("application", "completerlib", "crashhandler")),
    *(f"IPython.core.{name}" for name in ("logger", "oinspect", "pylabtools")),
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "pygments.formatters.terminal256",
    "pygments.styles.default",
    "stack_data",
    "encodings.idna",
    "tornado.platform.asyncio",
)
# What a notebook may import, with what each of them imports when it is first used.
WHERE_IMPORTED: dict[str, tuple[str, ...]] = {
    "numpy": ("numpy", "numpy.ma", "numpy.testing"),
    "pandas": ("pandas", "pandas.io.formats.html", "pandas.io.formats.string"),
    "matplotlib": (
        "matplotlib.pyplot",
        "matplotlib.backends.backend_agg",
        "matplotlib_inline.config",
        *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    ),
    "scipy": ("scipy.stats", "scipy.optimize"),
    "sklearn": (
        *(f"sklearn.{name}" for name in ("datasets", "ensemble", "linear_model", "metrics")),
        *(f"sklearn.{name}" for name in ("model_selection", "neighbors", "pipeline")),
    ),
    "torch": ("torch", "torch._dynamo", "torch.optim", "torch.utils.data"),
    "ipywidgets": ("ipywidgets",),
}
_IMPORT = re.compile(rf"(?:import|from) +({'|'.join(WHERE_IMPORTED)})\b")
EVERYTHING = (*ALWAYS, *(name for names in WHERE_IMPORTED.values() for name in names))
WORTH_LOADING = 3
"""Submissions that import a library; fewer load it themselves, sooner than all wait for it."""
MOST_NOTEBOOKS_READ = 200
MOST_BYTES_READ = 1 << 20


def modules_for(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """What a template has to load: what the author's notebooks import and we know."""
    used: set[str] = set()
    for path in notebooks:
        used |= libraries_in(path.read_text(encoding="utf-8", errors="replace"))
    modules = (WHERE_IMPORTED[name] for name in WHERE_IMPORTED if name in used)
    return (*ALWAYS, *itertools.chain.from_iterable(modules))


def libraries_besides(loaded: Sequence[str], submitted: Sequence[Path]) -> tuple[str, ...]:
    """What some of the `submitted` notebooks import besides: each would else take a second for it.

    They may be anything that their owners put there.
    """
    found: Counter[str] = Counter()
    for path in submitted[:MOST_NOTEBOOKS_READ]:
        content = read_regular_file(path, MOST_BYTES_READ) or b""
        found.update(libraries_in(content.decode("utf-8", "replace")))
    return tuple(
        name
        for name, modules in WHERE_IMPORTED.items()
        if not {*modules} <= {*loaded} and found[name] >= WORTH_LOADING
    )


def libraries_in(text: str) -> set[str]:
    """The libraries of `WHERE_IMPORTED` that a notebook's text imports."""
    return {match[1] for match in _IMPORT.finditer(text) if _begins_word(text, match.start())}


def _begins_word(text: str, at: int) -> bool:
    # Not in the expression, which would take ten times as long: a class has two megabytes of text.
    before = text[max(0, at - 2) : at]
    # In JSON, a cell on one line has its lines' ends as two characters.
    return before == "\\n" or not (before[-1:].isalnum() or before[-1:] == "_")
