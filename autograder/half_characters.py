r"""Read JSON that others wrote, so that every text in it can be written to a file again.

JSON can name half a character (`"\ud800"`), and a program can print one. No file in UTF-8 holds
it, nor does a gradebook: one of them in a submission, or in what its code says, would keep the
whole from being graded. Each is replaced here by the character that Unicode has for it, U+FFFD.
`NaN` and `Infinity`, which Python writes and JSON does not know, become null; so do numbers too
large for Python, which would write them so.
"""

import json
import math
import re
from typing import Any

# Two halves that follow each other are one character, which json has joined when we look.
_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
_HUGE = re.compile(r"\d[eE]\+?\d{3}|\d{300}")
REPLACEMENT = "\ufffd"


def read_json(data: bytes | str) -> Any:
    """As `json.loads`, without half characters.

    Raises:
        ValueError: It is not JSON.
        RecursionError: It is nested too deep.
    """  # noqa: DOC502
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    content = json.loads(
        text,
        parse_float=_parse_float if _HUGE.search(text) else None,
        parse_constant=lambda _: None,  # no browser reads NaN in JSON
    )
    return _mended(content) if _ESCAPED.search(text) else content


def _parse_float(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    return value
