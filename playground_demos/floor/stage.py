"""Where a demo stands while it draws its page: its context, and the way from a tap to an answer.

A tap draws a ticket; the page shows its place in line, at most twice a second; the answer goes to
the outputs, one that grows at most five times a second. If the page is gone by then the answer
waits at the desk, and the same visitor's page asks for it when it comes back. What a visitor sent
is in memory until its work is done and is never logged. Does not decide the order (tickets) or load
a model (engine).
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground_demos.about import About, Language, Words
from playground_demos.errors import VisitorMessage
from playground_demos.events.usage import UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.presses import SKIPPED, Answer, Press, Tell
from playground_demos.floor.sayings import GONE, OUR_FAULT, RESTING
from playground_demos.floor.ticket_line import done_line, place_line, refusal_line
from playground_demos.floor.tries import counted
from playground_demos.serving.engine import Engine
from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.finding import AskedAgain, Finder
from playground_demos.tickets.ticket import Ticket, TicketState, UnknownTicket
from playground_demos.toolkit.cards import ModelError
from playground_demos.toolkit.pictures import PictureLimits
from playground_demos.toolkit.widgets import (
    Spot,
    draw_canvas,
    draw_picture,
    draw_question,
    draw_shelf,
    draw_spots,
    draw_status,
)

log = logging.getLogger(__name__)

FIRST_LOOK_SECONDS = 0.3  # most answers are quicker than this and need no word about a line
LOOK_SECONDS = 0.5
GROWING_LOOK_SECONDS = 0.2  # of an answer that grows; each look is a message to a browser
LONGEST_NAME = 64  # of a ticket, before we know whether it is one
LONGEST_LOOK_SECONDS = 5.0  # a look costs as much as a quick answer

# The page names its ticket before it sends a press: a phone that is lost before our first word can
# ask for its answer. Not crypto.randomUUID: on a venue's plain http there is none.
NAME_TICKET = """(...values) => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const ticket = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  document.dispatchEvent(new CustomEvent("lab-press", { detail: ticket }));
  return [...values.slice(0, -1), ticket];
}"""


@dataclass(frozen=True)
class Floor:
    """What all demos share."""

    desk: TicketDesk
    residents: Engine
    usage: UsageRecord
    figures: Figures
    picture_limits: PictureLimits


@dataclass(frozen=True)
class _Run:
    kind: str
    outputs: tuple[Any, ...]
    counts: bool
    listens: bool = False


class StageContext:
    """The `DemoContext` of one demo in one language."""

    def __init__(self, floor: Floor, about: About, language: Language) -> None:
        self._floor = floor
        self._about = about
        self._language = language
        self._status: Any = None
        self.answers: dict[int, Answer] = {}  # by Gradio's number of the function
        self._runs: list[_Run] = []
        self._samples: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    @property
    def about(self) -> About:
        """The demo's own ABOUT."""
        return self._about

    @property
    def language(self) -> Language:
        """The language this page is drawn in."""
        return self._language

    @property
    def picture_limits(self) -> PictureLimits:
        """What a visitor's picture may weigh, for `read_picture`."""
        return self._floor.picture_limits

    def t(self, ko: str, en: str) -> str:
        """The text of this page's language."""
        return self._language.pick(ko, en)

    def question(self, label: str, choices: Mapping[Any, Words | str], **looks: Any) -> Any:
        """Choices of which one is taken."""
        return draw_question(self._language, label, choices, **looks)

    def canvas(self, *, label: str, brush: float = 0.06) -> Any:
        """A square to draw in."""
        return draw_canvas(self._language, label, brush)

    def picture(self, *, label: str) -> Any:
        """A photo from camera or album."""
        return draw_picture(self._language, label, self._floor.picture_limits.upload_bytes)

    def spots(self, *, label: str, drawing: str, spots: Sequence[Spot], most: int) -> Any:
        """A drawing with places to touch."""
        return draw_spots(self._language, label, drawing, spots, most)

    def shelf(self, *, label: str) -> Any:
        """Examples that stay in the page."""
        return draw_shelf(self._language, label)

    def status(self) -> None:
        """Place the ticket's line here."""
        if self._status is None:
            self._status = draw_status(f"/demos/{self._about.name}/{self._language}/leave")

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
        """Do `work(model, *values)` under a ticket whenever `trigger` fires."""
        self.status()
        run = _Run(f"{self._about.name}.{len(self._runs)}", tuple(outputs), counts, listens)
        self._runs.append(run)
        if sample is not None:
            self._samples.append((work, tuple(sample)))

        async def answer(press: Press, tell: Tell) -> Sequence[Any]:
            *values, named = press.values
            ticket_id = str(named)[:LONGEST_NAME]
            try:
                ticket = self._draw(press, run, work, values, ticket_id)
            except VisitorMessage as message:
                return self._refusal(run, message.words, ticket_id)
            return await self._follow(ticket, run, tell)

        for event in [trigger] if callable(trigger) else trigger:
            function = event(
                _never_called,
                inputs=[*inputs, self._status],  # whose place the ticket's name takes
                outputs=[self._status, *outputs],
                js=NAME_TICKET,
                show_progress="hidden",
                concurrency_limit=None,
                trigger_mode="multiple",  # a locked phone leaves its last one pending for ever
                api_visibility="private",
            )
            self.answers[function["id"]] = answer

    def finish(self) -> None:
        """Wire the way back for phones that lost their page; called when `build` is done."""
        import gradio

        if not self._runs:
            return
        parts = [self._status, *dict.fromkeys(part for run in self._runs for part in run.outputs)]
        nothing = [SKIPPED for _ in parts]
        finder = Finder(self._floor.desk)

        async def resume(press: Press, tell: Tell) -> Sequence[Any]:
            ticket_id = str(press.detail.get("ticket"))[:LONGEST_NAME]
            try:
                ticket = await finder.find(ticket_id, press.visitor)
                run = next(run for run in self._runs if run.kind == ticket.kind)
            except AskedAgain:
                return nothing
            except (UnknownTicket, StopIteration):  # or a ticket of another page
                return [refusal_line(GONE, ticket_id, self._language), *nothing[1:]]

            def spread(said: Sequence[Any]) -> Sequence[Any]:
                known = dict(zip([self._status, *run.outputs], said, strict=True))
                return [known.get(part, SKIPPED) for part in parts]

            return spread(await self._follow(ticket, run, lambda said: tell(spread(said))))

        def never_called(event: gradio.EventData) -> None:  # Gradio's page sends what this names
            _never_called(event)

        function = self._status.resume(
            never_called,
            outputs=parts,
            show_progress="hidden",
            concurrency_limit=None,
            trigger_mode="multiple",
            api_visibility="private",
        )
        self.answers[function["id"]] = resume

    def warm(self) -> None:
        """Answer each sample once, so that whatever a first answer imports is there.

        Takes no ticket and counts nothing. What a sample raises is raised.
        """
        for work, values in self._samples:
            answer = self._floor.residents.run(self._about.name, work, *values)
            if isinstance(answer, Generator):  # its first piece needs all that the others need
                next(answer, None)
                answer.close()

    def _draw(
        self,
        press: Press,
        run: _Run,
        work: Callable[..., Any],
        values: Sequence[Any],
        ticket_id: str,
    ) -> Ticket:
        def answer() -> Any:
            said = self._floor.residents.run(self._about.name, work, *values)
            if run.counts:
                said = counted(said, self._floor.usage, self._about.name, press.event)
            return said

        desk = self._floor.desk
        return desk.draw(press.visitor, run.kind, answer, ticket_id, listens=run.listens)

    async def _follow(self, ticket: Ticket, run: _Run, tell: Tell) -> Sequence[Any]:
        shown, grown = "", None
        result = asyncio.wrap_future(ticket.result)
        patience = FIRST_LOOK_SECONDS
        while True:
            # asyncio.wait leaves the work alone when this page goes away.
            await asyncio.wait({result}, timeout=patience)
            if result.done():
                break
            standing = self._floor.desk.standing(ticket)
            line, so_far = place_line(ticket, standing, self._language), ticket.so_far
            if so_far is not grown and so_far is not None:
                tell((line, *_for_outputs(so_far, run)))
            elif line != shown:
                tell((line, *(SKIPPED for _ in run.outputs)))
            shown, grown = line, so_far
            rare = min(max(LOOK_SECONDS, standing.seconds_left / 4), LONGEST_LOOK_SECONDS)
            patience = rare if so_far is None else GROWING_LOOK_SECONDS
        if ticket.state is TicketState.LEFT:  # a newer ticket of this visitor took its place
            return [SKIPPED] * (1 + len(run.outputs))
        problem = result.exception()
        if isinstance(problem, VisitorMessage):
            return self._refusal(run, problem.words, ticket.id)
        if problem is not None:
            self._note_fault(ticket.kind, problem)
            words = RESTING if isinstance(problem, ModelError) else OUR_FAULT
            return self._refusal(run, words, ticket.id)
        done = done_line(ticket, is_try=run.counts)
        return (done, *_for_outputs(result.result(), run))

    def _note_fault(self, kind: str, problem: BaseException) -> None:
        # The message of an exception may quote what a visitor sent; its type and place do not.
        frames = traceback.extract_tb(problem.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
        words = f"{type(problem).__name__} at {place}"
        log.error("%s failed: %s", kind, words)
        self._floor.figures.note_fault(kind, f"답을 만들지 못했습니다 ({words})")

    def _refusal(self, run: _Run, words: Words, ticket_id: str) -> Sequence[Any]:
        line = refusal_line(words, ticket_id, self._language)
        return (line, *(SKIPPED for _ in run.outputs))


def _for_outputs(values: Any, run: _Run) -> tuple[Any, ...]:
    return (values,) if len(run.outputs) == 1 else tuple(values)


def _never_called(*values: object) -> None:
    raise AssertionError("presses come by our own wire, not by Gradio's queue")
