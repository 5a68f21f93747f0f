"""A kiosk's one address: `/kiosk` makes a browser a kiosk and makes room for its next visitor.

The operator opens it once on each machine, best as the browser's home page; after that the pages'
own script opens it whenever a visitor has gone. Each time the browser becomes somebody new: another
visitor, the lab's first language, nothing stored; only the event stays, or the invitation to one,
until it is over. `/kiosk?off` ends it. Decides no idleness (`static/kiosk.js` does) and counts
nobody (the gate does).
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from playground_demos.doors.visitors import (
    EVENT_SCOPE_KEY,
    KIOSK_COOKIE,
    KNOWN_SCOPE_KEY,
    VisitorBook,
)
from playground_demos.events.book import EventBook
from playground_demos.events.usage import UsageRecord
from playground_demos.frontend.pages import LANGUAGE_COOKIE

KIOSK_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie; renewed at each visitor


def add_kiosk_routes(
    app: FastAPI, usage: UsageRecord, book: VisitorBook, *, secure_cookie: bool
) -> None:
    """Add it to `app`, which stands behind the gate."""
    events = EventBook(usage.engine)

    async def kiosk(request: Request) -> Response:
        response = RedirectResponse("/", status_code=303)
        if "off" in request.query_params:
            response.delete_cookie(KIOSK_COOKIE)
            return response
        code = request.scope[EVENT_SCOPE_KEY]
        event = await asyncio.to_thread(events.find, code) if code else None
        runs = event is not None and event.runs_at(datetime.now(UTC))
        invited = request.scope[KNOWN_SCOPE_KEY].invited
        visitor = replace(book.welcome(), event=code if runs else "", invited=invited)
        response.headers.append("set-cookie", book.cookie(visitor, secure=secure_cookie))
        response.set_cookie(
            KIOSK_COOKIE,
            "on",
            max_age=KIOSK_SECONDS,
            secure=secure_cookie,
            httponly=True,
            samesite="lax",
        )
        response.delete_cookie(LANGUAGE_COOKIE)
        # What the page's script cannot know of. The cache holds nothing of a visitor: what is
        # theirs is answered with `no-store`, and the rest would have to be loaded again.
        response.headers["clear-site-data"] = '"storage"'
        return response

    app.add_route("/kiosk", kiosk)
