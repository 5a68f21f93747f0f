"""The two addresses of an event: the one on its poster, and the survey under each demo.

A visitor who comes by `/e/CODE` carries the event in the signed cookie from then on, and is counted
with it, not twice; who comes on the day before it begins carries an invitation until then (the gate
looks at it). Draws no page of its own.
"""

import asyncio
import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from playground_demos.about import Language, Words
from playground_demos.doors.visitors import (
    EVENT_SCOPE_KEY,
    KNOWN_SCOPE_KEY,
    VISITOR_SCOPE_KEY,
    Invitation,
    Visitor,
    VisitorBook,
)
from playground_demos.errors import VisitorMessage
from playground_demos.events.book import EventBook
from playground_demos.events.survey import Survey
from playground_demos.events.usage import VISITORS, UsageRecord

MOST_BODY_BYTES = 4_000
NO_ANSWER = Words("알아들을 수 없는 답입니다.", "This answer cannot be read.")


def add_event_routes(
    app: FastAPI,
    usage: UsageRecord,
    book: VisitorBook,
    demos: Collection[str],
    *,
    secure_cookie: bool,
) -> None:
    """Add both to `app`, which stands behind the gate."""
    events, survey = EventBook(usage.engine), Survey(usage)

    async def come(request: Request) -> Response:
        code = request.path_params["code"].lower()
        response = RedirectResponse(f"/?event={code}", status_code=303)  # which says what it is
        event, moment = await asyncio.to_thread(events.find, code), datetime.now(UTC)
        known: Visitor = request.scope[KNOWN_SCOPE_KEY]
        if event is not None and event.begins_soon(moment):
            begins, ends = int(event.begins.timestamp()), int(event.ends.timestamp())
            visitor = replace(known, invited=Invitation(event.code, begins, ends))
        elif event is None or not event.runs_at(moment) or known.event == event.code:
            return response  # welcome all the same
        else:
            if known.counted:
                usage.add(VISITORS, known.event, -1)
            visitor = Visitor(known.id, event=event.code)
        response.headers["set-cookie"] = book.cookie(visitor, secure=secure_cookie)
        return response

    async def answer(request: Request) -> Response:
        language = Language(request.path_params["language"])
        demo = request.path_params["name"]
        try:
            content = json.loads((await request.body())[:MOST_BODY_BYTES])
            stars, sentence = content["stars"], content.get("sentence")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return _said(NO_ANSWER, language, 400)
        if demo not in demos:
            return _said(NO_ANSWER, language, 404)
        visitor, event = request.scope[VISITOR_SCOPE_KEY], request.scope[EVENT_SCOPE_KEY]
        try:
            words = await asyncio.to_thread(survey.take, visitor, demo, event, stars, sentence)
        except VisitorMessage as message:
            return _said(message.words, language, 400)
        return _said(words, language, 200)

    app.add_route("/e/{code}", come)
    app.add_route("/demos/{name}/{language}/survey", answer, methods=["POST"])


def _said(words: Words, language: Language, status: int) -> Response:
    return JSONResponse({"detail": words.said_in(language)}, status_code=status)
