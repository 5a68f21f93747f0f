"""A notebook cell's text as Python alone, so that the author's cells can be read.

`%matplotlib inline` above the imports is IPython's and no Python's: a cell with such a line would
say nothing of the names that it binds. Runs nothing, and leaves text that is no Python either way
as it is. What IPython would do shows as calls of `get_ipython`, line for line.
"""

import ast
import re

# Their body runs as if the first line were not there.
_TIMED_CELL = re.compile(r"\A\s*%%(?:time|timeit|capture|prun)\b[^\n]*")
# They bind no names and change no values.
_HARMLESS = re.compile(
    r"get_ipython\(\)\.run_line_magic\('(?:matplotlib|autoreload|config|load_ext|reload_ext)',"
    r" .*\)$",
    re.MULTILINE,
)


def plain_python(source: str) -> str:
    """The cell's Python; the text itself where it is Python, or no cell of IPython's either."""
    if _is_python(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager  # takes long to import

    bare = _TIMED_CELL.sub("", source)
    try:
        transformed = TransformerManager().transform_cell(bare)  # type: ignore[no-untyped-call]
    except (SyntaxError, ValueError, RecursionError):
        return source
    plain = _HARMLESS.sub("pass", transformed)
    return plain if _is_python(plain) else source


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True
