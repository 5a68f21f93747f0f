"""Whose page is whose: each of Gradio's sessions belongs to the visitor who used it first.

Gradio gives a page's answers to whoever names its session, and the name is not a secret that a
browser guards. Here another visitor who learns it is answered as if there were none. Sessions are
kept in memory as keyed hashes, bounded in number, the longest unused forgotten first. Does not
know what a session holds, and stands behind the gate, which says who the visitor is.
"""

import hashlib
import json
import re
import secrets
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground_demos.visitors import VISITOR_SCOPE_KEY

MOST_SESSIONS = 100_000
IN_QUERY = re.compile(r"/demos/\w+/\w+/gradio_api/queue/data")
IN_PATH = re.compile(r"/demos/\w+/\w+/gradio_api/heartbeat/(\w+)")
IN_BODY = re.compile(r"/demos/\w+/\w+/gradio_api/(?:queue/join|cancel)")
LONGEST_NAME = 100


class SessionBook:
    """Who used a session first."""

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self._most = most
        self._salt = secrets.token_bytes(16)
        self._owners: OrderedDict[bytes, bytes] = OrderedDict()

    def claim(self, session: str, visitor: str) -> bool:
        """Whether `session` is this visitor's; one that nobody has used becomes so."""
        key, owner = self._hash(session), self._hash(visitor)
        known = self._owners.setdefault(key, owner)
        self._owners.move_to_end(key)
        if len(self._owners) > self._most:
            self._owners.popitem(last=False)
        return secrets.compare_digest(known, owner)

    def _hash(self, word: str) -> bytes:
        content = word.encode("utf-8", "replace")
        return hashlib.blake2b(content, key=self._salt, digest_size=16).digest()


class SessionGuard:
    """ASGI middleware between the gate and Gradio."""

    def __init__(self, app: ASGIApp, book: SessionBook) -> None:
        self._app = app
        self._book = book

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass when its session is its visitor's, else answer 404."""
        names: list[str] = []
        if scope["type"] == "http":
            path = scope["path"]
            if IN_QUERY.fullmatch(path):
                query = scope["query_string"].decode("latin-1")
                names = parse_qs(query).get("session_hash", [])
            elif found := IN_PATH.fullmatch(path):
                names = [found[1]]
            elif IN_BODY.fullmatch(path):
                body = await Request(scope, receive).body()
                names, receive = _named_in(body), _replay(body, receive)
        visitor = scope.get(VISITOR_SCOPE_KEY, "")
        if not all(len(name) <= LONGEST_NAME and self._book.claim(name, visitor) for name in names):
            refusal = JSONResponse({"detail": "no such session of this visitor"}, status_code=404)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _named_in(body: bytes) -> list[str]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):  # Gradio refuses it too
        return []
    name = content.get("session_hash") if isinstance(content, dict) else None
    return [name] if isinstance(name, str) else []


def _replay(body: bytes, receive: Receive) -> Receive:
    """What was read, once more, and then whatever comes."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
