"""The components that the floor draws itself: canvas, picture, spots, shelf, the ticket's line.

Each but a question is Gradio's own HTML component with a script beside it in `static/`. A canvas
sends strokes and a picture sends a data URL, so nothing of a visitor is ever uploaded as a file.
The values are as untrusted as any request; `strokes`, `pictures` and the demos check them. Does not
know about tickets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from playground_demos.about import Language, Words

STATIC_DIR = Path(__file__).parent.parent / "static"

UNDO = Words("한 획 지우기", "Undo a stroke")
CLEAR = Words("모두 지우기", "Clear")
BY_KEYS = Words(
    "화살표로 붓을 옮기고 스페이스로 내리고 듭니다",
    "arrows move the pen, Space puts it down and lifts it",
)
TAKE = Words("사진 찍기·고르기", "Take or choose a photo")
TAKE_AWAY = Words("누르면 이 보기를 뺍니다", "Touch to take this example away")
REMOVE = Words("사진 지우기", "Remove")
LIVE = Words("카메라 켜기", "Use the camera")
SNAP = Words("찍기", "Take a picture")
OFF = Words("카메라 끄기", "Stop the camera")
SEEN = Words("카메라가 보는 것", "What the camera sees")
NO_CAMERA = Words(
    "카메라를 켜지 못했습니다. 브라우저가 카메라를 허용하는지 보아 주세요.",
    "The camera could not be opened. Please see whether the browser allows it.",
)
IN_A_ROW = {3: "lab-triple", 4: "lab-quadruple"}  # short choices side by side, on a phone too
CAMERA = (
    '<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="4" '
    'stroke-linejoin="round" aria-hidden="true"><path d="M4 14h10l4-6h12l4 6h10v26H4z"/>'
    '<circle cx="24" cy="26" r="8"/></svg>'
)


@dataclass(frozen=True)
class Spot:
    """A place on a picture that a finger can choose; `x` and `y` of its middle in percent."""

    name: str
    words: Words
    x: float
    y: float


def draw_question(
    language: Language,
    label: str,
    choices: Mapping[Any, Words | str],
    *,
    in_a_row: int = 1,
    first: Any = None,
    visible: bool = True,
) -> Any:
    """Choices of which one is taken; the value is its key, or `first` until one was."""
    import gradio

    return gradio.Radio(
        [
            (
                said.said_in(language) if isinstance(said, Words) else said,
                str(key) if isinstance(key, str) else key,  # a member of a StrEnum travels as text
            )
            for key, said in choices.items()
        ],
        value=first,
        label=label,
        visible=visible,
        elem_classes=IN_A_ROW.get(in_a_row),
    )


def draw_canvas(language: Language, label: str, brush: float) -> Any:
    """A square to draw in; its value is None or a list of strokes of [x, y] in 0..1."""
    import gradio

    template = f"""
    <div class="lab-canvas" data-brush="{brush:g}">
      <canvas width="640" height="640" tabindex="0" role="application"
              aria-label="{escape(label)}: {escape(BY_KEYS.said_in(language))}"></canvas>
      <div class="lab-tools">
        <button type="button" data-undo>{escape(UNDO.said_in(language))}</button>
        <button type="button" data-clear>{escape(CLEAR.said_in(language))}</button>
      </div>
    </div>"""
    return gradio.HTML(
        value=None,
        label=label,
        html_template=_literal(template),
        js_on_load=_script("canvas.js"),
        apply_default_css=False,
    )


def draw_picture(language: Language, label: str, largest_bytes: int) -> Any:
    """A photo from camera or album; its value is None or a data URL, shrunk by the browser."""
    import gradio

    template = f"""
    <div class="lab-picture" data-largest="{largest_bytes}">
      <label class="lab-button quiet">
        <input type="file" accept="image/png,image/jpeg,image/webp,image/*"
               aria-label="{escape(label)}">
        {CAMERA}<span>{escape(TAKE.said_in(language))}</span>
      </label>
      <button type="button" class="lab-button quiet" data-live hidden>
        {CAMERA}<span>{escape(LIVE.said_in(language))}</span>
      </button>
      <div data-camera hidden>
        <video muted playsinline aria-label="{escape(SEEN.said_in(language))}"></video>
        <button type="button" class="lab-button" data-snap>{escape(SNAP.said_in(language))}</button>
        <button type="button" class="lab-button quiet" data-off>
          {escape(OFF.said_in(language))}</button>
      </div>
      <p role="status" data-words="{escape(NO_CAMERA.said_in(language))}"></p>
      <figure hidden>
        <img alt="{escape(label)}">
        <button type="button" data-remove>{escape(REMOVE.said_in(language))}</button>
      </figure>
    </div>"""
    return gradio.HTML(
        value=None,
        label=label,
        html_template=_literal(template),
        js_on_load=_script("picture.js"),
        apply_default_css=False,
    )


def draw_spots(
    language: Language, label: str, drawing: str, spots: Sequence[Spot], most: int
) -> Any:
    """A drawing (SVG of ours) with buttons on it; its value is the names of those pressed."""
    import gradio

    buttons = "".join(
        f'<button type="button" aria-pressed="false" data-spot="{escape(spot.name)}"'
        f' style="left:{spot.x:g}%;top:{spot.y:g}%">{escape(spot.words.said_in(language))}</button>'
        for spot in spots
    )
    template = f"""
    <div class="lab-spots" role="group" aria-label="{escape(label)}" data-most="{most}">
      {drawing}{buttons}
    </div>"""
    return gradio.HTML(
        value=[],
        label=label,
        html_template=_literal(template),
        js_on_load=_script("spots.js"),
        apply_default_css=False,
    )


def draw_shelf(language: Language, label: str) -> Any:
    """Examples of a visitor, kept by the browser; its value is a list of [group, data URL]."""
    import gradio

    template = f"""
    <div class="lab-shelf" role="group" aria-label="{escape(label)}"
         data-hint="{escape(TAKE_AWAY.said_in(language))}"></div>"""
    return gradio.HTML(
        value=[],
        label=label,
        html_template=_literal(template),
        js_on_load=_script("shelf.js"),
        apply_default_css=False,
    )


def draw_examples(label: str, examples: Sequence[Any], target: Any, first: int = 0) -> None:
    """A button that fills `target` with one example after another; no model, so no ticket."""
    import gradio

    def take_next(number: int) -> tuple[int, Any]:
        return number + 1, examples[number % len(examples)]

    turn = gradio.State(first)
    gradio.Button(label, variant="secondary").click(
        take_next, turn, [turn, target], api_visibility="private"
    )


def draw_status(leave_address: str) -> Any:
    """The line of a ticket; fires `resume` with the ticket's id when a phone comes back."""
    import gradio

    return gradio.HTML(
        value="",
        html_template=f'<div class="lab-status" role="status" aria-live="polite"'
        f' data-leave="{escape(leave_address)}">${{value}}</div>',
        js_on_load=_script("status.js"),
        apply_default_css=False,
        elem_classes="lab-status-holder",
    )


def _script(name: str) -> str:
    return (STATIC_DIR / name).read_text(encoding="utf-8")


def _literal(template: str) -> str:
    # Gradio runs a template through Handlebars and a JavaScript template literal.
    return template.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
