"""The crowd's bench speaks to both playgrounds; how long they took is not tested."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, cast

import gradio
import pytest

from bench.visitors import rush, soak
from bench.visitors.__main__ import compare, next_size, per_answer
from bench.visitors.crowd import Level, percentile
from bench.visitors.house import House, open_ours, open_plain
from bench.visitors.phones import count_reconnected
from bench.visitors.plain import PlainContext
from bench.visitors.tries import Press, presses
from bench.visitors.visitor import Page, Visitor, VisitorError, is_last
from playground_demos.tickets.line import MOST_LISTENERS
from tests.sample_demos.ink import ABOUT

CONFIG = (
    '<script>window.gradio_config = {"connect_heartbeat": true, "components": ['
    '{"id": 1, "type": "button", "props": {"value": "Ask me"}},'
    '{"id": 2, "type": "slider", "props": {"value": 5}},'
    '{"id": 3, "type": "state", "props": {}}], "dependencies": ['
    '{"id": 7, "targets": [[1, "click"]], "inputs": [2, 3, 2]}]};</script>'
)


def level(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "visitors": 200, "answered": 10, "failed": 0, "median_seconds": 0.1, "p95_seconds": 0.5,
        "answers_per_second": 10.0, "processor_share": 0.5, "failures": {},
    }  # fmt: skip
    return values | changes


def test_a_press_finds_its_button_and_leaves_other_fields_as_they_are() -> None:
    page = Page.read(CONFIG)
    assert page.find(Press("Ask", {0: 9})) == (7, 1, [9, None, 5])
    assert page.has_heartbeat
    with pytest.raises(VisitorError, match="no button"):
        page.find(Press("Tell"))
    with pytest.raises(VisitorError, match="without Gradio"):
        Page.read("<html>")


def test_the_most_visitors_are_those_of_the_last_crowd_that_was_served() -> None:
    ours = {"levels": [level(), level(visitors=400), level(visitors=800, p95_seconds=3.0)]}
    plain = {"levels": [level(processor_share=1.0), level(visitors=300, failed=1)]}
    figures = compare({"ours": ours, "plain": plain})
    assert (figures["max_visitors"], figures["max_visitors_ratio"]) == (400, 2)
    assert figures["p95_seconds_200"] == 0.5
    assert figures["processor_ratio"] == 2
    assert per_answer(level()) == pytest.approx(0.05)


def test_a_crowd_grows_in_smaller_steps_once_it_has_to_wait() -> None:
    quick, slow = Level(**level(p95_seconds=0.05)), Level(**level(p95_seconds=0.2))
    assert next_size([quick]) == 280
    assert next_size([slow]) == next_size([slow, quick]) == 224


def test_percentiles_of_few_are_what_there_is() -> None:
    assert percentile([], 95) == float("inf")
    assert percentile([3.0], 95) == 3
    assert percentile(list(range(101)), 95) == 95


async def test_in_plain_gradio_an_answer_grows_too_and_is_no_name_of_one() -> None:
    def write(model: str, word: str) -> Iterator[str]:
        yield word
        yield f"{word} {model}"

    with gradio.Blocks(analytics_enabled=False) as blocks:
        button, word, text = gradio.Button(), gradio.Textbox(), gradio.HTML()
        plain = PlainContext(ABOUT, "model", workers=2)
        plain.run(button.click, write, inputs=[word], outputs=[text], listens=True)
    [function] = blocks.fns.values()
    assert function.types_generator
    assert function.concurrency_limit == MOST_LISTENERS
    assert list(cast(Any, function.fn)("one")) == ["one", "one model"]
    with pytest.raises(VisitorError, match="name"):
        is_last(f"{write('model', 'one')}", {"msg": "process_completed", "success": True})


@pytest.mark.slow
@pytest.mark.parametrize(("opened", "kept"), [(open_ours, 2), (open_plain, 0)])
async def test_a_phone_that_loses_its_line_is_counted(
    opened: Callable[..., AbstractContextManager[House]], kept: int
) -> None:
    with opened(package="bench.visitors.napping") as house:
        async with Visitor(house, {}) as visitor:
            await visitor.open("nap")
            assert await visitor.press(presses("nap")[0]) > 0
        assert await count_reconnected(house, trials=2, at_once=2) == kept


@pytest.mark.slow
async def test_under_load_memory_and_disk_stay_within_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The two hours are the bench's; here nothing may grow with each press by more than a little.
    monkeypatch.setattr(soak, "LOOK_SECONDS", 1.0)
    with open_ours(package=rush.PACKAGE, settings=rush.UNBOUNDED) as house:
        found = await soak.soak(house, visitors=20, think_seconds=0.2, minutes=0.05)
    assert found["failed"] == 0
    assert found["answered"] > 20
    assert abs(found["last_mib"] - found["first_mib"]) < 100
    assert found["last_disk_kb"] - found["first_disk_kb"] < 1000
