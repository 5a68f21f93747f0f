"""nbconvert's HTMLExporter, which compiles its templates once and not for each page.

Each page gets an exporter of its own, and with it all templates anew: two fifths of the time of a
page of feedback. Changes nothing in the page.
"""

import functools
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter


class KeptTemplates(BytecodeCache):
    """jinja2's compiled templates, in memory; a template that has changed is compiled again."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of this template, if it is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)


@functools.cache
def _kept() -> KeptTemplates:
    return KeptTemplates()


class PageExporter(HTMLExporter):
    """As its parent, configuration included."""

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.bytecode_cache = _kept()
        return environment
