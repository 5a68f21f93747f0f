"""What counts as a try in the usage record: an answer, be it whole or its first piece.

Not a refusal, which is raised, and not nothing, as when a photo is taken away again.
"""

from collections.abc import Generator
from typing import Any

from playground_demos.events.usage import TRY, UsageRecord


def counted(said: Any, usage: UsageRecord, demo: str, event: str) -> Any:
    """What a demo's work has said, counted for `demo` and the visitor's event."""
    if isinstance(said, Generator):
        return _counted_at_the_first_piece(said, usage, demo, event)
    if said != "":
        usage.add(TRY + demo, event)
    return said


def _counted_at_the_first_piece(
    pieces: Generator[Any], usage: UsageRecord, demo: str, event: str
) -> Generator[Any]:
    for number, piece in enumerate(pieces):
        if number == 0:
            usage.add(TRY + demo, event)
        yield piece
