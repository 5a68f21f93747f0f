"""Tell `inspect` of each cell's file that it is no module's, before an error asks.

A traceback asks for the module of each frame, and `inspect` asks all that are loaded whether they
have the cell's file: 2,000 modules, whose pages a fork then has to copy. It remembers the files of
modules by name; a name that no module has gives the answer that the search would. Changes no
traceback.
"""

import inspect
from collections.abc import Callable
from typing import Any

NO_MODULE = ""
# What inspect looks up first; None in a Python that has none any more.
_known: dict[str, str] | None = getattr(inspect, "modulesbyfile", None)


def name_files(compiler: Any) -> None:
    """Have each file that `compiler`, IPython's, names for a cell be known as no module's."""
    name_file: Callable[..., str] = compiler.get_code_name

    def get_code_name(*arguments: Any) -> str:
        name = name_file(*arguments)
        if _known is not None:
            _known.setdefault(name, NO_MODULE)
        return name

    compiler.get_code_name = get_code_name
