"""The contract between a demo and the floor it stands on.

A demo is a package in `playground_demos/demos/`, or a single module there, importable with nothing
installed but Python (import numpy, torch, PIL and gradio inside the functions). It has

    ABOUT: About
    EXAMPLES: tuple[...]                                    inputs worth a try, JSON-like values
    def load(model_dir: Path) -> Model                      once per process, in a worker
    def predict(model: Model, input: ...) -> Prediction     pure: no page, no state, no files
    def explain(model: Model, input: ..., prediction: Prediction) -> Explanation
    def build(context: DemoContext) -> None                 draws its part of the page

Ours are packages that read in this order: `__init__.py` is the demo as above, `about.py` holds its
ABOUT and EXAMPLES, `steps.py` what each tap does, `page.py` what an answer looks like; then what
the model and its data are, and in `training/` how it was made.

`build` is called once for each language, inside an open `gr.Blocks`; the page around it (heading,
question, language switch, limits, link to the model's card, AI notice) is the floor's. A demo's
work reaches its model only through `context.run`, which gives the visitor a ticket.

The floor keeps no visitor's input, and no file of a visitor ever reaches the disk: Gradio's
upload, file and component_server routes are closed. So do not use gr.Image, gr.Sketchpad,
gr.ImageEditor, gr.File, gr.Audio, gr.Gallery, gr.Examples. Use

    context.question()   choices of which one is taken; its value is a key or None
    context.canvas()     drawing by finger or mouse; its value is what `strokes.read_drawing` reads
    context.picture()    photo or picture of a visitor; its value reads by `pictures.read_picture`
    context.spots()      a drawing with places to touch; its value is a list of their names
    context.shelf()      small pictures that a visitor collects, kept by the page alone
    gr.HTML(value)       for answers; pictures inline by `pictures.data_url(array_or_image)`
    draw_examples(...)   of `widgets`: a button that fills a part with one example after another

and gr.Button, gr.Slider, gr.Radio, gr.Checkbox, gr.State, gr.Row, gr.Column, gr.Markdown freely.
Text of a visitor goes through `html.escape` before it enters gr.HTML, and never into a `{{...}}` of
an html_template (Gradio evaluates that as code); `${value}` is safe from that.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from playground_demos.about import About, Language, Words

if TYPE_CHECKING:
    from playground_demos.toolkit.pictures import PictureLimits
    from playground_demos.toolkit.widgets import Spot


class DemoContext(Protocol):
    """What the floor offers to a demo while it draws its page in one language."""

    @property
    def about(self) -> About:
        """The demo's own ABOUT."""

    @property
    def language(self) -> Language:
        """The language this page is drawn in; also what `work` should answer in."""

    @property
    def picture_limits(self) -> "PictureLimits":
        """What a visitor's picture may weigh, for `read_picture`."""

    def t(self, ko: str, en: str) -> str:
        """The text of this page's language."""

    def status(self) -> None:
        """Place the line here that says "you are third, about 4 seconds" and kind refusals.

        Without this call the line stands above the first component that was drawn after `run`.
        """

    def run(
        self,
        trigger: Callable[..., Any] | Sequence[Callable[..., Any]],
        work: Callable[..., Any],
        *,
        inputs: Sequence[Any] = (),
        outputs: Sequence[Any] = (),
        counts: bool = True,
        sample: Sequence[Any] | None = None,
        listens: bool = False,
    ) -> None:
        """Whenever `trigger` fires, do `work(model, *values of inputs)` under a ticket.

        `work` runs in a worker thread, with the model that `load` gave; it returns one value (or
        gr.update) per output, as a tuple when there are several. It must keep nothing it was given.
        The visitor sees a place in line and seconds; a phone that comes back gets the result.
        An answer that grows is a generator: each value, whole, takes the place of the one before.

        Args:
            trigger: An event of a component such as `button.click`, or several of them.
            work: A plain function; raises VisitorMessage for what a visitor can mend. What else an
                answer changes of a page (shown, filled, asked again) is in `changes`.
            inputs: Components whose values are handed to `work` after the model.
            outputs: Components that take what `work` returns.
            counts: Whether this is a try in the usage record (not: moving a slider).
            sample: Values of `inputs` that `work` is given once when the playground starts, so that
                the first visitor waits for no import. Its answer goes to nobody.
            listens: `work` only waits for what is made elsewhere for many at once, such as a text
                of a chorus: it takes no worker from others.
        """

    def question(
        self,
        label: str,
        choices: Mapping[Any, Words | str],
        *,
        in_a_row: int = 1,
        first: Any = None,
        visible: bool = True,
    ) -> Any:
        """A gr.Radio of the choices' words; its value is a key, or `first` until one was taken.

        What comes from a page may be anything: `choices.taken` compares it with the keys, and asks
        for one of them. `in_a_row` is 3 or 4 for choices that are so short.
        """

    def canvas(self, *, label: str, brush: float = 0.06) -> Any:
        """A square to draw in, with buttons to undo and clear; a gr.HTML whose value is strokes.

        The value is None or a list of strokes, each a list of [x, y] in 0..1, y downwards: what
        `strokes.read_drawing` takes. Nothing in it is checked before that. `brush` is the width of
        the pen as a share of the side. It fires `.change` after each stroke; an output of
        gr.update(value=None) clears it, one of a list of strokes draws them (examples).
        """

    def picture(self, *, label: str) -> Any:
        """A button that takes a photo or a picture; a gr.HTML whose value is a data URL or None.

        The browser shrinks it to at most 1280 pixels a side before sending. Hand its value to
        `pictures.read_picture(value, context.picture_limits)`. It fires `.change` when a picture
        was chosen or taken away.
        """

    def spots(self, *, label: str, drawing: str, spots: Sequence["Spot"], most: int) -> Any:
        """A drawing with places to touch; a gr.HTML whose value is a list of their names.

        At most `most` are chosen, the newest. `drawing` is SVG of ours. The value is as untrusted
        as any: compare it with the names. An output of gr.update(value=[...]) chooses them.
        """

    def shelf(self, *, label: str) -> Any:
        """Examples that a visitor collects; they stay in the page and are gone with it.

        A gr.HTML whose value is a list of [group from 0, data URL], drawn as small pictures by
        group. It comes with each question as untrusted as any value, and an output of
        gr.update(value=[...]) replaces it.
        """


class DemoModule(Protocol):
    """What the floor expects of a module in `playground_demos/demos/`."""

    ABOUT: About
    EXAMPLES: tuple[Any, ...]

    def load(self, model_dir: Path) -> Any:
        """Read the model; raise PlaygroundError when its file is missing or wrong."""

    def predict(self, model: Any, input: Any) -> Any:
        """Answer."""

    def explain(self, model: Any, input: Any, prediction: Any) -> Any:
        """Why."""

    def build(self, context: DemoContext) -> None:
        """Draw the page's part."""
