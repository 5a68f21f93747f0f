"""A press that was answered is a try; one that was refused, or asked for nothing, is none."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from playground_demos.about import Language
from playground_demos.demo import DemoModule
from playground_demos.errors import VisitorMessage
from playground_demos.events.usage import UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.presses import Press
from playground_demos.floor.stage import Floor, StageContext, _Run
from playground_demos.serving.residents import Residents
from playground_demos.tickets.desk import TicketDesk
from playground_demos.toolkit.pictures import PictureLimits
from tests.sample_demos import ink

PRESS = Press("visitor", "abcde", (), {})


def refuse(model: float) -> str:
    raise VisitorMessage("아직 그린 것이 없습니다.", "Nothing drawn yet.")


def write(model: float) -> Iterator[str]:
    yield "한"
    yield "한 줄"


def refuse_to_write(model: float) -> Iterator[str]:
    yield refuse(model)


@pytest.mark.parametrize(
    ("work", "tries"),
    [
        (lambda model: "답", 1),
        (lambda model: ("답", None), 1),
        (lambda model: "", 0),
        (refuse, 0),
        (write, 1),
        (refuse_to_write, 0),
    ],
)
@pytest.mark.parametrize("counts", [True, False])
def test_only_what_was_answered_is_a_try(
    tmp_path: Path, work: Callable[..., Any], tries: int, counts: bool
) -> None:
    module = cast(DemoModule, SimpleNamespace(ABOUT=ink.ABOUT, load=ink.load))
    usage = UsageRecord.in_file(tmp_path / "usage.sqlite")
    desk = TicketDesk(workers=1)
    floor = Floor(desk, Residents({"ink": module}, tmp_path), usage, Figures(), PictureLimits(1, 1))
    stage = StageContext(floor, ink.ABOUT, Language.KO)
    ticket = stage._draw(PRESS, _Run("ink.0", (None,), counts), work, (), "")
    ticket.result.exception(60)
    assert usage.totals() == ({"try:ink": tries} if tries and counts else {})
    desk.close()
    usage.close()
