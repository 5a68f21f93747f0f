"""The pages that are not Gradio's: front page, the page around a demo, a model's card, "not found".

Every page exists in each language the settings name, says so in its `lang`, and offers the others.
Text from a card or a request is escaped by the template. Knows no ticket and no model.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.templating import Jinja2Templates

from playground_demos.about import About, Language, Words
from playground_demos.demo import DemoModule
from playground_demos.doors.gate import NONCE_SCOPE_KEY
from playground_demos.doors.visitors import KIOSK_COOKIE
from playground_demos.frontend.assets import mark
from playground_demos.frontend.shell import GradioPage
from playground_demos.look import LOOK_DIR
from playground_demos.toolkit.cards import ModelError, load_card
from playground_demos.toolkit.widgets import STATIC_DIR

TEMPLATE_DIR = Path(__file__).parent.parent / "templates"
ICON_DIR = STATIC_DIR / "icons"
LANGUAGE_COOKIE = "playground_language"
NAMES = {Language.KO: "한국어", Language.EN: "English"}


class Pages:
    """Draw pages; one object for the whole playground."""

    def __init__(
        self,
        title: str,
        languages: Sequence[Language],
        demos: Mapping[str, DemoModule],
        kiosk_idle_seconds: int,
        result_keep_seconds: int,
    ) -> None:
        self._title = title
        self._languages = tuple(languages)
        self._demos = demos
        self._kiosk_idle_seconds = kiosk_idle_seconds
        self._answers_kept = _duration(result_keep_seconds)
        self._templates = Jinja2Templates(TEMPLATE_DIR)
        self._templates.env.globals["versioned"] = versioned
        self._icons = {name: demo_icon(demo.ABOUT) for name, demo in demos.items()}

    def language(self, request: Request) -> Language:
        """What the address asks for, else what was chosen before, else what the browser prefers."""
        preferred = (
            part.partition(";")[0].strip()[:2].lower()
            for part in request.headers.get("accept-language", "").split(",")
        )
        wishes = (
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            *preferred,
        )
        return next((known for known in map(self._known, wishes) if known), self._languages[0])

    def front(self, request: Request, greeting: Words | None = None) -> HTMLResponse:
        """All demos as cards, below a greeting for who came by an event's code."""
        abouts = [demo.ABOUT for demo in self._demos.values()]
        return self._page(request, "front.html", abouts=abouts, greeting=greeting)

    def demo(self, request: Request, name: str, page: GradioPage) -> HTMLResponse:
        """The page around the demo `name`, which starts Gradio in its middle."""
        origin = f"{request.url.scheme}://{request.headers['host']}"
        return self._page(
            request,
            "demo.html",
            about=self._demos[name].ABOUT,
            answers_kept=self._answers_kept,
            scripts=page.scripts_at(origin),
            entry_script=page.entry_script,
            entry_style=page.entry_style,
        )

    def card(self, request: Request, name: str, card_path: Path) -> HTMLResponse:
        """The model card of the demo `name`."""
        try:
            card = load_card(card_path)
        except ModelError:  # the page says how to make one
            card = None
        return self._page(request, "card.html", about=self._demos[name].ABOUT, card=card)

    def missing(self, request: Request) -> HTMLResponse:
        """No such demo; the way back to those there are."""
        return self._page(request, "missing.html", status_code=404)

    def _known(self, wish: str | None) -> Language | None:
        return next((language for language in self._languages if language == wish), None)

    def _page(
        self, request: Request, template: str, *, status_code: int = 200, **values: Any
    ) -> HTMLResponse:
        language = self.language(request)
        is_kiosk = KIOSK_COOKIE in request.cookies

        def t(ko: str | Words, en: str = "") -> str:
            return ko.said_in(language) if isinstance(ko, Words) else language.pick(ko, en)

        response = self._templates.TemplateResponse(
            request,
            template,
            {
                "t": t,
                "icons": self._icons,
                "lang": language,
                "others": [(other, NAMES[other]) for other in self._languages if other != language],
                "site": self._title,
                "kiosk_idle_seconds": self._kiosk_idle_seconds if is_kiosk else None,
                "nonce": request.scope[NONCE_SCOPE_KEY],
                **values,
            },
            status_code=status_code,
        )
        if "lang" in request.query_params:
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=30 * 86400,
                secure=request.url.scheme == "https",
                samesite="lax",
                httponly=True,
            )
        return response


def _duration(seconds: int) -> Words:
    """In minutes where these are whole, as one says it."""
    if seconds % 60:
        return Words(f"{seconds}초", f"{seconds} seconds")
    minutes = seconds // 60
    return Words(f"{minutes}분", f"{minutes} minute{'s' if minutes > 1 else ''}")


def versioned(address: str) -> str:
    """The address of one of our files, marked by its content so that no browser keeps an old."""
    folder = {"look": LOOK_DIR, "static": STATIC_DIR}[address.split("/")[1]]
    return f"{address}?v={mark(folder / address.rpartition('/')[2])}"


def demo_icon(about: About) -> Markup:
    """Our own drawing for the demo, inline (a kiosk may have no emoji font), else its emoji."""
    path = ICON_DIR / f"{about.name}.svg"
    if path.exists():
        return Markup(path.read_text("utf-8"))
    return Markup('<span aria-hidden="true">{}</span>').format(about.icon)
