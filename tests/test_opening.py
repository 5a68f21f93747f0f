"""Who comes first waits no longer than who comes next."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bench.visitors.house import open_ours
from bench.visitors.tries import presses
from bench.visitors.visitor import Visitor
from playground_demos.about import Language
from playground_demos.demo import DemoModule
from playground_demos.floor.opening import Opening
from playground_demos.floor.stage import Floor, StageContext
from playground_demos.serving.engine import Engine
from playground_demos.serving.residents import Residents
from tests.sample_demos import ink


def stage_of(residents: Engine, *samples: tuple[Any, tuple[Any, ...]]) -> StageContext:
    """A stage whose page has been drawn, with these samples."""
    floor = cast(Floor, SimpleNamespace(residents=residents))
    stage = StageContext(floor, ink.ABOUT, Language.KO)
    stage._samples.extend(samples)
    return stage


def engine(load: Any = ink.load) -> Residents:
    module = SimpleNamespace(ABOUT=ink.ABOUT, load=load)
    return Residents({"ink": cast(DemoModule, module)}, Path())


def test_a_demo_is_ready_when_its_samples_were_answered_and_not_before() -> None:
    residents, asked, go_on = engine(), threading.Event(), threading.Event()

    def work(model: float, value: str) -> None:
        assert (model, value) == (1.0, "sample")
        asked.set()
        assert go_on.wait(60)

    opening = Opening(residents)
    opening.stages.append(stage_of(residents, (work, ("sample",))))
    thread = threading.Thread(target=opening.reach)
    thread.start()
    assert asked.wait(60)
    assert residents.loaded == ("ink",)
    assert opening.names == set()
    go_on.set()
    thread.join()
    assert opening.names == {"ink"}


def test_a_sample_that_has_no_answer_keeps_no_demo_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(model: float) -> None:
        raise ValueError("no answer")

    residents = engine()
    opening = Opening(residents)
    opening.stages.append(stage_of(residents, (work, ())))
    opening.reach()
    assert opening.names == {"ink"}
    assert "its sample has no answer" in caplog.text


def test_a_demo_without_a_model_is_not_ready_until_it_was_started_again() -> None:
    models = iter([OSError("no file"), 1.0])

    def load(model_dir: Path) -> Any:
        model = next(models)
        if isinstance(model, OSError):
            raise model
        return model

    residents = engine(load)
    asked: list[float] = []
    opening = Opening(residents)
    opening.stages.append(stage_of(residents, (asked.append, ())))
    opening.reach()
    assert opening.names == set()
    assert asked == []
    residents.restart("ink")
    assert opening.names == {"ink"}


def test_of_an_answer_that_grows_only_the_first_piece_is_made() -> None:
    pieces: list[int] = []

    def work(model: float) -> Iterator[int]:
        for piece in range(5):
            pieces.append(piece)
            yield piece

    stage_of(engine(), (work, ())).warm()
    assert pieces == [0]


def test_one_language_is_warmed_for_all_and_none_once_the_end_has_come() -> None:
    asked: list[float] = []
    residents = engine()
    opening = Opening(residents)
    opening.stages += [stage_of(residents, (asked.append, ())) for _ in Language]
    opening.reach()
    assert asked == [1.0]
    ended = Opening(residents)
    ended.stages.append(stage_of(residents, (asked.append, ())))
    ended.give_up()
    ended.reach()
    assert asked == [1.0]


@pytest.mark.slow
async def test_a_first_press_of_any_demo_loads_no_library() -> None:
    with open_ours() as house:
        before = libraries(house.pid)
        assert before
        for demo in house.demos:
            async with Visitor(house, {}) as visitor:
                await visitor.open(demo)
                for press in presses(demo):
                    await visitor.press(press)
        assert libraries(house.pid) == before


def libraries(pid: int) -> set[str]:
    """Files of compiled code that a process has mapped; imports bring them."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return {line.split()[-1] for line in lines if ".so" in line}
