"""Use libraries once before a template forks, so that not each of its children is the first to.

The first table of a process imports the rest of pyarrow, fills pandas' caches and copies a third of
the pages that a small notebook copies at all. Leaves no trace that a notebook could see: draws from
generators of its own, warns of nothing, starts no thread. Uses only what is loaded.
"""

import linecache
import sys
import warnings
from typing import Any

# Whose lines stand below a cell: torch notes the whole stack where a generator is seeded.
BELOW_A_CELL = (
    *("asyncio.base_events", "asyncio.events", "IPython.core.async_helpers"),
    *("IPython.core.interactiveshell", "ipykernel.ipkernel", "ipykernel.kernelbase"),
    *("ipykernel.zmqshell", "runpy", "torch.cuda", "torch.cuda.random", "torch.random"),
    *("sandbox.forking", "sandbox.template", "sandbox.warden"),
    *(f"autograder.student.{name}" for name in ("agent", "conversation", "dispatch", "main")),
    *("autograder.student.inside", "autograder.student.shell"),
)


def rehearse() -> None:
    """Use what is loaded."""
    with warnings.catch_warnings():
        # Said here, a warning would not be said again where a notebook deserves it.
        warnings.simplefilter("ignore")
        if "pandas" in sys.modules:
            _use_tables(sys.modules["numpy"], sys.modules["pandas"])
    for name in BELOW_A_CELL:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file is not None:
            linecache.getlines(file)


def _use_tables(numpy: Any, pandas: Any) -> None:
    chance = numpy.random.default_rng(1)
    frame = pandas.DataFrame({"a": chance.choice(["x", "y"], 9), "b": chance.normal(0, 1, 9)})
    frame["c"] = ((frame["a"] == "x") * frame["b"]).round(1)
    kept = frame[(frame["b"] > 0) | (frame["c"] < 0)].sort_values("b")
    groups = frame.assign(d=100.0 * (frame["b"] < 0)).groupby(["a", "c"])
    table = groups.agg(count=("b", "size"), mean=("b", "mean"))
    for shown in (frame, kept.head(), table, frame.describe(), frame["b"], frame.iloc[0]):
        repr(shown)
    kept.to_html()
    numpy.isclose(numpy.asarray(kept.index, dtype=float), 1.0, equal_nan=True).any()
