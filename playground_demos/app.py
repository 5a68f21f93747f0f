"""Put the playground together: demos on the floor, Gradio behind the gate, pages around it.

Returns one ASGI application and starts nothing but what its lifespan starts. Every part of Gradio
that no page of ours needs is off here and closed at the gate again. Reads no settings file.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import gradio
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground_demos.about import Language
from playground_demos.demo import DemoModule
from playground_demos.doors.gate import Gate, GateLimits
from playground_demos.doors.visitors import VISITOR_SCOPE_KEY, VisitorBook
from playground_demos.events.book import EventBook
from playground_demos.events.greetings import greet
from playground_demos.events.presence import Presence
from playground_demos.events.routes import add_event_routes
from playground_demos.events.usage import VISITORS, UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.opening import Opening
from playground_demos.floor.sessions import Sessions
from playground_demos.floor.stage import Floor, StageContext
from playground_demos.floor.upkeep import kept_up
from playground_demos.floor.wire import Wire, functions_of
from playground_demos.frontend.assets import Assets
from playground_demos.frontend.kiosk_routes import add_kiosk_routes
from playground_demos.frontend.pages import Pages
from playground_demos.frontend.shell import GradioPage, read_gradio_page
from playground_demos.frontend.theme import lab_theme
from playground_demos.look import LOOK_DIR
from playground_demos.operator.app import OperatorDesk, build_operator_app
from playground_demos.serving.residents import Residents
from playground_demos.settings import PlaygroundSection
from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.ticket import UnknownTicket
from playground_demos.toolkit.pictures import PictureLimits
from playground_demos.toolkit.widgets import STATIC_DIR

FRONTEND_DIR = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
BODY_SPARE_BYTES = 64_000  # of a request, around the picture in it
CACHE_SWEEP_SECONDS = 300  # nothing should ever be in Gradio's cache; swept all the same
CACHE_KEEP_SECONDS = 900
NEVER_SECONDS = 365 * 86400.0  # how often Gradio's own queue, which nobody joins, looks
LONGEST_TICKET = 64


@dataclass(frozen=True)
class Playground:
    """The settings and parts that the application is made of."""

    title: str
    section: PlaygroundSection
    demos: Mapping[str, DemoModule]
    usage: UsageRecord
    visitor_key: bytes
    timezone: str
    operator_password: str


def build_app(playground: Playground) -> tuple[Gate, Starlette]:
    """The whole playground, and the operator's page beside it, as ASGI applications."""
    section, demos = playground.section, playground.demos
    figures = Figures()
    floor = Floor(
        desk=TicketDesk(
            workers=section.workers,
            queue_limit=section.queue_limit,
            visitor_queue_limit=section.visitor_queue_limit,
            keep_seconds=section.result_keep_seconds,
            on_done=figures.note_ticket,
        ),
        residents=Residents(
            demos,
            section.model_dir,
            device=section.device,
            memory_bytes=section.model_memory_bytes,
            window_seconds=section.batch_window_milliseconds / 1000,
        ),
        usage=playground.usage,
        figures=figures,
        picture_limits=PictureLimits(section.upload_max_bytes, section.picture_max_pixels),
    )
    gradio_pages: dict[tuple[str, Language], GradioPage] = {}
    sessions = Sessions(section.result_keep_seconds)
    wires: dict[tuple[str, str], Wire] = {}
    book = VisitorBook(playground.visitor_key)
    presence = Presence()
    opening = Opening(floor.residents, figures.note_fault)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        for name in demos:
            for language in section.languages:
                page = await read_gradio_page(app, _mount_path(name, language))
                gradio_pages[name, language] = page
        loading = asyncio.create_task(asyncio.to_thread(opening.reach))
        async with kept_up(playground.usage, presence, floor.desk, sessions):
            yield
            opening.give_up()
            loading.cancel()
        await asyncio.to_thread(floor.desk.close)
        playground.usage.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    _add_pages(app, playground, floor, gradio_pages, opening)
    secure_cookie = section.tls_certificate is not None
    add_event_routes(app, playground.usage, book, set(demos), secure_cookie=secure_cookie)
    add_kiosk_routes(app, playground.usage, book, secure_cookie=secure_cookie)
    _add_wires(app, wires)
    for demo in demos.values():
        for language in section.languages:
            stage, blocks = _draw_demo(floor, demo, language)
            functions = functions_of(blocks, stage.answers)
            wires[demo.ABOUT.name, language] = Wire(functions, sessions, language)
            opening.stages.append(stage)
            _mount(app, blocks, _mount_path(demo.ABOUT.name, language))

    limits = GateLimits(
        body_bytes=section.upload_max_bytes * 4 // 3 + BODY_SPARE_BYTES,
        visitor_per_minute=section.visitor_requests_per_minute,
        address_visitors=section.address_visitors,
        secure_cookie=secure_cookie,
    )
    gate = Gate(
        app,
        book=book,
        limits=limits,
        on_visitor=lambda event: playground.usage.add(VISITORS, event),
        on_request=lambda visitor: presence.see(visitor.id, visitor.event),
        on_move=lambda before, event: _move_visitor(playground.usage, before, event),
    )
    desk = OperatorDesk(
        title=playground.title,
        timezone=playground.timezone,
        password=playground.operator_password,
        floor=floor,
        demos=demos,
        presence=presence,
        is_loading=lambda: opening.is_loading,
    )
    return gate, build_operator_app(desk)


def _add_pages(
    app: FastAPI,
    playground: Playground,
    floor: Floor,
    gradio_pages: Mapping[tuple[str, Language], GradioPage],
    opening: Opening,
) -> None:
    demos = playground.demos
    section = playground.section
    events = EventBook(playground.usage.engine)
    pages = Pages(
        playground.title,
        section.languages,
        demos,
        section.kiosk_idle_seconds,
        section.result_keep_seconds,
    )

    async def front(request: Request) -> Response:
        greeting = None
        if code := request.query_params.get("event"):
            event = await asyncio.to_thread(events.find, code)
            greeting = greet(event, datetime.now(UTC), playground.timezone)
        return pages.front(request, greeting)

    async def demo(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in demos:
            return pages.missing(request)
        return pages.demo(request, name, gradio_pages[name, pages.language(request)])

    async def card(request: Request) -> Response:
        name = request.path_params["name"]
        card_file = demos[name].ABOUT.card_file if name in demos else ""
        if not card_file:
            return pages.missing(request)
        return pages.card(request, name, playground.section.model_dir / card_file)

    async def leave(request: Request) -> Response:
        """A page goes away, and says which ticket it leaves behind."""
        ticket = (await request.body())[:LONGEST_TICKET].decode("ascii", "replace")
        with contextlib.suppress(UnknownTicket):
            floor.desk.leave_unless_found(ticket, request.scope[VISITOR_SCOPE_KEY])
        return Response(status_code=204)

    async def health(request: Request) -> Response:
        ready = opening.names
        states = {name: "up" if name in ready else "down" for name in demos}
        desk = floor.desk
        return JSONResponse(
            {"demos": states, "waiting": desk.line_length, "running": desk.running_count}
        )

    app.add_route("/", front)
    app.add_route("/health", health)
    app.add_route("/demos/{name}", demo)
    app.add_route("/models/{name}", card)
    app.add_route("/demos/{name}/{language}/leave", leave, methods=["POST"])
    app.add_route("/look/{name}", Assets(LOOK_DIR).answer)
    app.add_route("/static/{name}", Assets(STATIC_DIR).answer)
    frontend = Assets(FRONTEND_DIR, immutable=True)
    app.add_route("/gradio/assets/{name}", frontend.answer)
    # Where the front end looks for its style: relative to the page.
    app.add_route("/demos/assets/{name}", frontend.answer)


def _add_wires(app: FastAPI, wires: Mapping[tuple[str, str], Wire]) -> None:
    """Before the mounts, whose own queues would answer else."""

    def wire_of(request: Request) -> Wire | None:
        return wires.get((request.path_params["name"], request.path_params["language"]))

    async def join(request: Request) -> Response:
        wire = wire_of(request)
        return await wire.join(request) if wire else Response(status_code=404)

    async def listen(request: Request) -> Response:
        wire = wire_of(request)
        return await wire.listen(request) if wire else Response(status_code=404)

    queue = "/demos/{name}/{language}/gradio_api/queue"
    app.add_route(f"{queue}/join", join, methods=["POST"])
    app.add_route(f"{queue}/data", listen)


def _draw_demo(
    floor: Floor, demo: DemoModule, language: Language
) -> tuple[StageContext, gradio.Blocks]:
    context = StageContext(floor, demo.ABOUT, language)
    with gradio.Blocks(
        title=demo.ABOUT.title.said_in(language),
        analytics_enabled=False,
        delete_cache=(CACHE_SWEEP_SECONDS, CACHE_KEEP_SECONDS),
        fill_width=True,
    ) as blocks:
        demo.build(context)
        context.finish()
    return context, blocks


def _mount(app: FastAPI, blocks: gradio.Blocks, path: str) -> None:
    blocks.queue(max_size=1, api_open=False)
    # Its two schedulers poll, each page's own, a thousand and a hundred times a second by default.
    blocks._queue.sleep_when_free = NEVER_SECONDS
    blocks._queue.progress_update_sleep_when_free = NEVER_SECONDS
    gradio.mount_gradio_app(
        app,
        blocks,
        path=path,
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=lab_theme(),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )


def _mount_path(name: str, language: Language) -> str:
    return f"/demos/{name}/{language}"


def _move_visitor(usage: UsageRecord, before: str, event: str) -> None:
    usage.add(VISITORS, before, -1)
    usage.add(VISITORS, event)
