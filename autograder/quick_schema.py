"""nbgrader's check of a cell's marks, which remembers what it has found to be right.

nbgrader hands each cell to `jsonschema.validate`, which first checks the schema itself, every time:
a quarter of the grading parent's time. The marks of a class are those of its release, over and
over. What is wrong is looked at anew and raises what it always did. Decides nothing about a mark.
"""

import functools
import json
from types import SimpleNamespace
from typing import Any

import jsonschema
from nbgrader.nbgraderformat import common

MOST_REMEMBERED = 10_000


def teach_nbgrader() -> None:
    """Have nbgrader's validators ask here; idempotent."""
    common.jsonschema = SimpleNamespace(validate=validate)


def validate(instance: Any, schema: Any) -> None:
    """As `jsonschema.validate`.

    Raises:
        jsonschema.ValidationError: As it does.
    """  # noqa: DOC502
    try:
        texts = [json.dumps(part, sort_keys=True, allow_nan=False) for part in (instance, schema)]
    except (TypeError, ValueError, RecursionError):
        jsonschema.validate(instance, schema)
        return
    _validate_texts(*texts)


@functools.lru_cache(MOST_REMEMBERED)
def _validate_texts(instance: str, schema: str) -> None:
    jsonschema.validate(json.loads(instance), json.loads(schema))
