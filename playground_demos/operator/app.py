"""The operator's page: what is up, who waits, what failed, and one press that starts a demo again.

Served on a port of its own, by default to this machine alone, behind a password that lies in a file
only we read, and which nobody guesses fast; `/metrics` on the same port needs none. Changes nothing
but the models in memory.
"""

import asyncio
import math
import re
import secrets
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from playground_demos.demo import DemoModule
from playground_demos.doors.guesses import Guesses
from playground_demos.events.book import EventBook
from playground_demos.events.presence import Presence
from playground_demos.events.report import Report, report_of_event, report_of_year
from playground_demos.events.report_files import report_file
from playground_demos.events.survey import Survey
from playground_demos.floor.opening import why_not_started
from playground_demos.floor.stage import Floor
from playground_demos.look import STYLESHEET

TEMPLATE_DIR = Path(__file__).parent.parent / "templates"
USER = "operator"
MEDIA_TYPES = {".html": "text/html", ".csv": "text/csv", ".pdf": "application/pdf"}
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class OperatorDesk:
    """What the page shows and may do."""

    title: str
    timezone: str
    password: str
    floor: Floor
    demos: Mapping[str, DemoModule]
    presence: Presence
    is_loading: Callable[[], bool] = lambda: False


def build_operator_app(desk: OperatorDesk) -> Starlette:
    """The page, the restart, the reports and `/metrics` as one application."""
    guarded = _guard(desk.password)
    events, survey = EventBook(desk.floor.usage.engine), Survey(desk.floor.usage)

    async def page(request: Request) -> Response:
        return await asyncio.to_thread(_page, desk, events, survey)

    async def restart(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in desk.demos:
            return PlainTextResponse("There is no such demo.", status_code=404)
        try:
            await asyncio.to_thread(desk.floor.residents.restart, name)
        except Exception as error:  # whatever a model's file brings
            desk.floor.figures.note_fault(name, why_not_started(error))
        return RedirectResponse("/", status_code=303)

    async def report(request: Request) -> Response:
        """The report of an event or a year: the page, or the file that the name ends with."""
        file = Path(request.path_params["file"])
        media_type = MEDIA_TYPES.get(file.suffix or ".html")
        made = await asyncio.to_thread(_report, desk, events, survey, file.stem)
        if made is None or media_type is None:
            return PlainTextResponse("There is no such report.", status_code=404)
        name = file if file.suffix else file.with_suffix(".html")
        content = await asyncio.to_thread(report_file, name, made, _titles(desk))
        return Response(content, media_type=media_type, headers={"cache-control": "no-store"})

    async def metrics(request: Request) -> Response:
        text = desk.floor.figures.exposition(_now(desk), _states(desk))
        return Response(text, media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[
            Route("/", guarded(page)),
            Route("/restart/{name}", guarded(restart), methods=["POST"]),
            Route("/reports/{file}", guarded(report)),
            Route("/metrics", metrics),
        ]
    )


def _report(desk: OperatorDesk, events: EventBook, survey: Survey, what: str) -> Report | None:
    if re.fullmatch(r"2\d\d\d", what, re.ASCII):
        return report_of_year(int(what), desk.floor.usage, survey, desk.timezone)
    event = events.find(what)
    if event is None:
        return None
    return report_of_event(event, desk.floor.usage, survey, desk.timezone)


def _page(desk: OperatorDesk, events: EventBook, survey: Survey) -> HTMLResponse:
    zone = ZoneInfo(desk.timezone)
    today = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    year = report_of_year(today.year, desk.floor.usage, survey, desk.timezone)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE_DIR), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["mib"] = _mib
    text = environment.get_template("operator.html").render(
        stylesheet=Markup(STYLESHEET.read_text("utf-8")),
        nonce=secrets.token_urlsafe(16),
        title=desk.title,
        titles=_titles(desk),
        states=_states(desk),
        is_loading=desk.is_loading(),
        now=_now(desk),
        waits=desk.floor.figures.waits(),
        faults=[(one.moment.astimezone(zone), one) for one in desk.floor.figures.faults()],
        year=year,
        today=sum(hour.visitors for hour in year.hours if hour.begins >= today),
        memory_mib=_memory_mib(),
        memory=desk.floor.residents.memory,
        events=events.all(),
        moment=datetime.now(UTC),
        zone=zone,
    )
    return HTMLResponse(text, headers={"cache-control": "no-store", "x-frame-options": "DENY"})


def _now(desk: OperatorDesk) -> dict[str, int]:
    return {
        "waiting": desk.floor.desk.line_length,
        "running": desk.floor.desk.running_count,
        "visitors": desk.presence.now(),
    }


def _states(desk: OperatorDesk) -> dict[str, bool]:
    loaded = set(desk.floor.residents.loaded)
    return {name: name in loaded for name in desk.demos}


def _titles(desk: OperatorDesk) -> dict[str, str]:
    return {name: demo.ABOUT.title.ko for name, demo in desk.demos.items()}


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:,.1f}"


def _memory_mib() -> int:
    """Proportional set size of this process, in MiB (proc(5), smaps_rollup)."""
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) // 1024
    return 0


def _guard(password: str) -> Callable[[Answer], Answer]:
    """Let pass who knows the password, from our own page; who guesses it has to wait."""
    guesses = Guesses()

    def guarded(answer: Answer) -> Answer:
        async def answer_if_allowed(request: Request) -> Response:
            address = request.client.host if request.client else ""
            if seconds := guesses.seconds_to_wait(address):
                return _slow_down(math.ceil(seconds))
            given = request.headers.get("authorization", "")
            if not _knows(given, password):
                if given:  # a browser that has not asked yet sends none
                    guesses.note_wrong(address)
                asks = {"www-authenticate": 'Basic realm="playground", charset="UTF-8"'}
                return PlainTextResponse("A password is needed.", status_code=401, headers=asks)
            origin = request.headers.get("origin")
            if request.method == "POST" and (
                origin is None or origin.partition("://")[2] != request.headers.get("host")
            ):
                return PlainTextResponse("This came from another site.", status_code=403)
            return await answer(request)

        return answer_if_allowed

    return guarded


def _slow_down(seconds: int) -> Response:
    return PlainTextResponse(
        f"비밀번호가 여러 번 틀렸습니다. {seconds}초 뒤에 다시 열어 주세요.\n"
        f"Too many wrong passwords came from here. Please open this page again in {seconds} s.\n",
        status_code=429,
        headers={"retry-after": str(seconds), "cache-control": "no-store"},
    )


def _knows(authorization: str, password: str) -> bool:
    scheme, _, word = authorization.partition(" ")
    try:
        user, _, given = b64decode(word, validate=True).decode("utf-8").partition(":")
    except ValueError:
        return False
    same = secrets.compare_digest(given.encode(), password.encode())
    return scheme.lower() == "basic" and user == USER and same
