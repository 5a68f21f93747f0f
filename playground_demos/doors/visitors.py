"""Who a visitor is: a random word in a signed cookie, and nothing else.

The word says nothing about a person and is forgotten after a day; it is what fairness, limits and
counts go by, because everyone at a venue shares one address. Keeps no list of visitors.
"""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

COOKIE = "playground_visitor"
KIOSK_COOKIE = "playground_kiosk"  # a browser that visitors use one after another
VISITOR_SCOPE_KEY = "playground.visitor"  # where the gate leaves the visitor's id
EVENT_SCOPE_KEY = "playground.event"  # the code of the event that the visitor came to
KNOWN_SCOPE_KEY = "playground.known"  # and all that it knows, as a `Visitor`
DAY_SECONDS = 24 * 3600
NEW = "n"  # not counted yet: a cookie that comes back is a visitor, one that never does is a robot
COUNTED = "c"
EVENT_MARK = "~"  # between the word, the event's code and the parts of an invitation


@dataclass(frozen=True)
class Invitation:
    """An event that had not begun yet when a visitor came by its code; seconds since 1970."""

    event: str
    begins: int
    ends: int


@dataclass(frozen=True)
class Visitor:
    """One browser for one day; `event` is the code by which it came, if any."""

    id: str
    counted: bool = False
    event: str = ""
    invited: Invitation | None = None

    def at(self, moment: float) -> "Visitor":
        """The visitor at a moment in seconds since 1970: of the event that has begun meanwhile."""
        if self.invited is None or moment < self.invited.begins:
            return self
        event = self.invited.event if moment < self.invited.ends else self.event
        return replace(self, event=event, invited=None)


class VisitorBook:
    """Sign visitors' cookies and read them back."""

    def __init__(self, key: bytes) -> None:
        self._signer = TimestampSigner(key, salt="playground visitor")

    def welcome(self) -> Visitor:
        """Somebody who has no valid cookie."""
        return Visitor(secrets.token_urlsafe(12))

    def write(self, visitor: Visitor) -> str:
        """The cookie's value."""
        mark = COUNTED if visitor.counted else NEW
        parts = [f"{mark}{visitor.id}", visitor.event]
        if visitor.invited is not None:
            invited = visitor.invited
            parts += [invited.event, str(invited.begins), str(invited.ends)]
        return self._signer.sign(EVENT_MARK.join(parts)).decode()

    def cookie(self, visitor: Visitor, *, secure: bool) -> str:
        """The whole `Set-Cookie` header."""
        over_tls = "; Secure" if secure else ""
        word = self.write(visitor)
        return f"{COOKIE}={word}; Path=/; Max-Age={DAY_SECONDS}; HttpOnly; SameSite=Lax{over_tls}"

    def read(self, cookie: str | None) -> Visitor | None:
        """The visitor of a cookie, or None when it is absent, forged or a day old."""
        if not cookie:
            return None
        try:
            word = self._signer.unsign(cookie, max_age=DAY_SECONDS).decode()
        except (BadSignature, UnicodeDecodeError):
            return None
        name, event, *invited = word[1:].split(EVENT_MARK)
        return Visitor(
            name,
            counted=word[:1] == COUNTED,
            event=event,
            invited=Invitation(invited[0], int(invited[1]), int(invited[2])) if invited else None,
        )


def ensure_key(path: Path) -> bytes:
    """The signing key in `path`, made on first use, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) >= 32:
            return key
    key = secrets.token_bytes(32)
    path.write_bytes(key)
    return key


def ensure_password(path: Path) -> str:
    """The operator's password in `path`, made on first use, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"{secrets.token_urlsafe(12)}\n", encoding="ascii")
    return path.read_text(encoding="utf-8").strip()
