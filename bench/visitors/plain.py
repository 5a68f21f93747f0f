"""The same demos as somebody would serve them with Gradio alone: `python -m bench.visitors.plain`.

Each demo's own page and functions; a press calls the function in Gradio's queue with a
`concurrency_limit` of as many as our tickets have workers, or as many as we let listen to a text
that is written with others; work that can take several visitors' values together, on a page that
gathers them, is called with Gradio's `batch=True`. Everything else is Gradio's default, but nothing
is sent to its makers.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import isgeneratorfunction
from typing import Any

from playground_demos.about import About, Language, Words
from playground_demos.catalogue import PACKAGE, find_demos
from playground_demos.demo import DemoModule
from playground_demos.errors import VisitorMessage
from playground_demos.settings import MODEL_DIR, PlaygroundSection
from playground_demos.tickets.line import MOST_LISTENERS
from playground_demos.toolkit.pictures import PictureLimits
from playground_demos.toolkit.widgets import (
    draw_canvas,
    draw_picture,
    draw_question,
    draw_shelf,
    draw_spots,
)

GOODBYE_SECONDS = 2
MOST_AT_ONCE = 128  # of Gradio's batch; its default is 4


class PlainContext:
    """A `DemoContext` without tickets: what `run` is given goes to Gradio's queue."""

    def __init__(self, about: About, model: Any, workers: int) -> None:
        self._about = about
        self._model = model
        self._workers = workers
        section = PlaygroundSection()
        self.picture_limits = PictureLimits(section.upload_max_bytes, section.picture_max_pixels)

    @property
    def about(self) -> About:
        """The demo's own ABOUT."""
        return self._about

    @property
    def language(self) -> Language:
        """Korean."""
        return Language.KO

    def t(self, ko: str, en: str) -> str:
        """The Korean text."""
        return Words(ko, en).ko

    def question(self, label: str, choices: Mapping[Any, Words | str], **looks: Any) -> Any:
        """Our question."""
        return draw_question(self.language, label, choices, **looks)

    def canvas(self, *, label: str, brush: float = 0.06) -> Any:
        """Our canvas."""
        return draw_canvas(self.language, label, brush)

    def picture(self, *, label: str) -> Any:
        """Our picture button."""
        return draw_picture(self.language, label, self.picture_limits.upload_bytes)

    def spots(self, *, label: str, **rest: Any) -> Any:
        """Our places to touch."""
        return draw_spots(self.language, label, **rest)

    def shelf(self, *, label: str) -> Any:
        """Our shelf."""
        return draw_shelf(self.language, label)

    def status(self) -> None:
        """Gradio shows its own."""

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
        """Call `work` as Gradio does."""
        import gradio

        del counts, sample

        def answer(*values: Any) -> Any:
            try:
                return work(self._model, *values)
            except VisitorMessage as message:
                raise gradio.Error(message.words.ko, print_exception=False) from None

        def answer_growing(*values: Any) -> Iterator[Any]:
            try:
                yield from work(self._model, *values)
            except VisitorMessage as message:
                raise gradio.Error(message.words.ko, print_exception=False) from None

        def answer_all(*columns: Sequence[Any]) -> tuple[list[Any]]:
            return (work.together(self._model, *columns),)  # type: ignore[attr-defined]

        is_gathered = self._about.batches and hasattr(work, "together")
        # Gradio asks a function itself whether it makes a generator; one that returns a generator
        # would show its name.
        grows = isgeneratorfunction(work)
        for event in [trigger] if callable(trigger) else trigger:
            event(
                answer_all if is_gathered else answer_growing if grows else answer,
                inputs=list(inputs),
                outputs=list(outputs),
                concurrency_limit=MOST_LISTENERS if listens else self._workers,
                batch=is_gathered,
                max_batch_size=MOST_AT_ONCE,
            )


def build(demos: Mapping[str, DemoModule], workers: int) -> Any:
    """Gradio's pages at the addresses that ours have."""
    import gradio
    from fastapi import FastAPI

    app = FastAPI()
    for name, demo in demos.items():
        with gradio.Blocks(analytics_enabled=False) as blocks:
            demo.build(PlainContext(demo.ABOUT, demo.load(MODEL_DIR), workers))
        blocks.queue(default_concurrency_limit=workers)
        gradio.mount_gradio_app(app, blocks, path=f"/demos/{name}/ko")
    return app


def main() -> None:
    """Serve until asked to end."""
    parser = argparse.ArgumentParser(prog="python -m bench.visitors.plain", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--package", default=PACKAGE)
    options = parser.parse_args()
    import uvicorn

    app = build(find_demos(package=options.package), options.workers)
    uvicorn.run(
        app,
        port=options.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )


if __name__ == "__main__":
    main()
