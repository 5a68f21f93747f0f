"""What a press brings is read by the page's own components, and what it says is written by them."""

from collections.abc import Sequence
from typing import Any

import gradio
import pytest

from playground_demos.errors import PlaygroundError
from playground_demos.floor.presses import SKIPPED, BadPress, PageFunction, Press, Tell


async def say_nothing(press: Press, tell: Tell) -> Sequence[Any]:
    return ()


def function(inputs: Sequence[Any] = (), outputs: Sequence[Any] = ()) -> PageFunction:
    return PageFunction(inputs, outputs, say_nothing)


def test_fields_are_read_in_their_order() -> None:
    fields = [gradio.HTML(), gradio.Slider(0, 10), gradio.Checkbox(), gradio.Textbox()]
    assert function(fields).read([[[0.5, 1]], 7, True, 3], {}) == ([[0.5, 1]], 7, True, "3")


@pytest.mark.parametrize("sent", [None, {}, "ab", [], [1], [1, 2, 3]])
def test_too_few_or_too_many_values_are_no_press(sent: object) -> None:
    with pytest.raises(BadPress):
        function([gradio.Textbox(), gradio.Textbox()]).read(sent, {})


@pytest.mark.parametrize("sent", ["b", 7, [], {}, True])
def test_a_choice_that_is_not_on_the_page_is_no_press(sent: object) -> None:
    with pytest.raises(BadPress):
        function([gradio.Radio(["a"])]).read([sent], {})


@pytest.mark.parametrize("sent", ["x", 11, -1, [], {}])
def test_a_number_beyond_the_slider_is_no_press(sent: object) -> None:
    with pytest.raises(BadPress):
        function([gradio.Slider(0, 10)]).read([sent], {})


def test_a_state_is_what_was_said_last_and_never_what_is_sent() -> None:
    state = gradio.State([0])
    one = function([state], [state])
    mine: dict[int, Any] = {}
    theirs: dict[int, Any] = {}
    assert one.read(["forged"], mine) == ([0],)
    assert one.write([[7]], mine) == [None]
    assert one.read([None], mine) == ([7],)
    assert one.write([SKIPPED], mine) == [None]
    assert one.read([None], mine) == ([7],)
    assert one.read([None], theirs) == ([0],)


def test_what_is_hidden_shown_or_left_alone_is_said_so() -> None:
    parts = [gradio.HTML(), gradio.Button(visible=False), gradio.Radio(["a"]), gradio.HTML()]
    said = ["<p>", gradio.update(visible=True), gradio.update(value=None), SKIPPED]
    assert function(outputs=parts).write(said, {}) == [
        "<p>",
        {"__type__": "update", "visible": True},
        {"__type__": "update", "value": None},
        SKIPPED,
    ]


def test_what_cannot_be_changed_is_refused_and_not_forgotten() -> None:
    with pytest.raises(PlaygroundError, match="choices"):
        function(outputs=[gradio.Radio(["a"])]).write([gradio.update(choices=["b"])], {})


def test_a_component_with_files_is_refused_when_the_page_is_drawn() -> None:
    with pytest.raises(PlaygroundError, match="files"):
        function([gradio.File()])
