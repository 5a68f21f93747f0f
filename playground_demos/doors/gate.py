"""The door in front of every page: what may pass, how much of it, and who it is.

An allow-list: an address that no page of ours needs is answered with 404 before Gradio sees it, so
its file, upload, proxy, monitoring and API routes do not exist for a visitor. Every request has a
visitor, a bounded body and a bounded rate, of the visitor first and of the address last; every
answer has the security headers. Logs nothing. Does not do TLS (the server does).
"""

import asyncio
import contextlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground_demos.doors import refusals
from playground_demos.doors.addresses import CHEAP, DEMOS, READ, TRY, WRITE, language_of
from playground_demos.doors.floods import Allowances, Bucket
from playground_demos.doors.visitors import (
    COOKIE,
    EVENT_SCOPE_KEY,
    KIOSK_COOKIE,
    KNOWN_SCOPE_KEY,
    VISITOR_SCOPE_KEY,
    Visitor,
    VisitorBook,
)

NONCE_SCOPE_KEY = "playground.nonce"

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
}
# Gradio's HTML component compiles its templates with Function(): 'unsafe-eval'. Its styles are
# inline. Scripts need the page's nonce, so markup that a visitor might smuggle in cannot run.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class GateLimits:
    """How much of a request may come in, how often a visitor tries, how many share an address."""

    body_bytes: int
    visitor_per_minute: int
    address_visitors: int
    secure_cookie: bool = False


class Gate:
    """ASGI middleware around the whole playground."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        book: VisitorBook,
        limits: GateLimits,
        on_visitor: Callable[[str], None],
        on_request: Callable[[Visitor], None] = lambda visitor: None,
        on_move: Callable[[str, str], None] = lambda before, event: None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Make the door.

        Args:
            app: What is behind it.
            book: Reads and writes who a visitor is.
            limits: What may pass.
            on_visitor: Called with the event's code for each visitor to be counted.
            on_request: Called for each request of a visitor who was counted.
            on_move: Called with two events' codes when a visitor who was counted with the first
                belongs to the second from now on.
            clock: Seconds, for rates.
            now: Seconds since 1970, for events that begin.
        """
        self._app = app
        self._book = book
        self._limits = limits
        self._on_visitor = on_visitor
        self._on_request = on_request
        self._on_move = on_move
        self._now = now
        self._allowances = Allowances(limits.visitor_per_minute, limits.address_visitors, clock)
        self._just_counted = Bucket(1)  # the first page's requests come back all at once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours uses web sockets
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        visitor = self._book.read(_cookie(headers, COOKIE))
        refusal = self._refusal(scope, headers, visitor)
        known = visitor.at(self._now()) if visitor else self._book.welcome()
        newly = visitor is not None and not visitor.counted and refusal is None
        if newly and _has_come(scope, headers):
            if self._comes(known, scope):
                known = replace(known, counted=True)
            else:
                refusal = refusals.crowded(scope, headers)
        elif visitor is not None and visitor.event != known.event and refusal is None:
            self._move(visitor, known)
        if known.counted:
            self._on_request(known)
        cookie = None
        if known != visitor:
            cookie = self._book.cookie(known, secure=self._limits.secure_cookie)
        nonce = secrets.token_urlsafe(16)
        scope[VISITOR_SCOPE_KEY] = known.id
        scope[EVENT_SCOPE_KEY] = known.event
        scope[KNOWN_SCOPE_KEY] = known
        scope[NONCE_SCOPE_KEY] = nonce
        is_welcome = refusal is None or isinstance(refusal, RedirectResponse)
        answer = _with_headers(send, nonce, cookie if is_welcome else None)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        try:
            with self._allowances.answering(known.id):
                await self._app(scope, _bounded(receive, self._limits.body_bytes), answer)
        except asyncio.CancelledError:  # the server stops while a page still listens
            with contextlib.suppress(RuntimeError):  # or has just heard the last of it
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _comes(self, visitor: Visitor, scope: Scope) -> bool:
        """Count a visitor who is here for the first time; False where too many come at once."""
        word = _word(visitor)
        if self._just_counted.take(word):
            if not self._allowances.newcomer_may_come(_address(scope)):
                self._just_counted.forget(word)
                return False
            self._on_visitor(visitor.event)
        return True

    def _move(self, visitor: Visitor, known: Visitor) -> None:
        """The event has begun for which a visitor came too early."""
        if visitor.counted and self._just_counted.take(_word(known)):
            self._on_move(visitor.event, known.event)

    def _refusal(self, scope: Scope, headers: Headers, visitor: Visitor | None) -> Response | None:
        """The answer to a request that does not pass, None for one that does."""
        path, method = scope["path"], scope["method"]
        if not re.fullmatch(r"[A-Za-z0-9.:\[\]-]{1,255}", headers.get("host", "")):
            return PlainTextResponse("Host header expected.", status_code=400)
        if method in {"GET", "HEAD"} and READ.fullmatch(path):
            return self._excess(scope, headers, visitor)
        if method == "POST" and WRITE.fullmatch(path):
            refused = self._refused_write(path, headers, visitor)
            return refused or self._excess(scope, headers, visitor)
        return refusals.no_page(scope, headers)

    def _excess(self, scope: Scope, headers: Headers, visitor: Visitor | None) -> Response | None:
        """What a request is answered that is one too many."""
        path, address = scope["path"], _address(scope)
        if visitor is not None:
            is_try = TRY.fullmatch(path) is not None
            if not self._allowances.visitor_may_ask(visitor.id, is_try=is_try):
                return refusals.too_fast(path)
        elif not CHEAP.fullmatch(path) and not self._allowances.stranger_may_ask(address):
            return refusals.fetch_cookie(scope, headers)
        if not self._allowances.address_may_ask(address):
            return refusals.crowded(scope, headers)
        return None

    def _refused_write(
        self, path: str, headers: Headers, visitor: Visitor | None
    ) -> Response | None:
        language = language_of(path)
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != headers["host"]:
            return refusals.said(403, refusals.OTHER_SITE, language)
        if visitor is None:
            return refusals.said(403, refusals.NO_COOKIE, language)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._limits.body_bytes:
            return refusals.said(413, refusals.TOO_LARGE, language)
        return None


def _word(visitor: Visitor) -> str:
    return f"{visitor.id} {visitor.event}"


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""  # behind a Unix socket all are one


def _bounded(receive: Receive, most_bytes: int) -> Receive:
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most_bytes:  # no content-length, or a false one
                return {"type": "http.disconnect"}
        return message

    return receive_bounded


def _with_headers(send: Send, nonce: str, cookie: str | None) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["content-security-policy"] = POLICY.format(nonce=nonce)
            headers.setdefault("cache-control", "no-store")
            ours = any(one.startswith(f"{COOKIE}=") for one in headers.getlist("set-cookie"))
            if cookie is not None and not ours:  # a page that knows more of the visitor wrote it
                headers.append("set-cookie", cookie)
        await send(message)

    return send_with_headers


def _has_come(scope: Scope, headers: Headers) -> bool:
    # A kiosk's front page is loaded after each visitor and waits for somebody, or for nobody.
    at_kiosk = _cookie(headers, KIOSK_COOKIE) is not None
    return scope["path"].startswith(DEMOS) or not at_kiosk


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return morsel.value if morsel else None
