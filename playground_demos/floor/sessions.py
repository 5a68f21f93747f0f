"""What each open page is still to be told; a page belongs to the visitor who opened it.

A page's name is not a secret that a browser guards: whoever else names it has a page of their own.
News that nobody has fetched yet is replaced by newer news of the same press, so a slow phone costs
no memory. All is in memory, bounded in number, and forgotten when nobody comes for it. Used by the
event loop's thread alone; does not know what the news means.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from playground_demos.floor.presses import SKIPPED

MOST_SESSIONS = 20_000
MOST_NEWS = (
    32  # of one page, of as many presses; whoever presses on without listening loses the rest
)
STATE_SECONDS = 3600.0  # what a page remembers between presses
QUIET_SECONDS = 15.0  # then a sign of life, lest something on the way ends a silent line


@dataclass(frozen=True)
class News:
    """What a press puts on its page; `is_first` until the page has heard of that press before."""

    press: str
    data: Sequence[Any]
    is_last: bool = False
    is_first: bool = True
    has_failed: bool = False


class Session:
    """One page that is open somewhere."""

    def __init__(self) -> None:
        self.states: dict[int, Any] = {}
        self._followers: dict[str, asyncio.Task[None]] = {}
        self._news: dict[str, News] = {}
        self._heard: set[str] = set()
        self._changed = asyncio.Event()
        self._listener: object = None

    def begin(self, press: str, follow: Coroutine[Any, Any, None]) -> None:
        """Let `follow` run; it tells the last news of `press`, and the page listens till then."""
        self._followers[press] = asyncio.create_task(follow)

    def tell(self, news: News) -> None:
        """Say this to the page as soon as it listens."""
        if older := self._news.pop(news.press, None):
            data = [
                old if new == SKIPPED else new
                for old, new in zip(older.data, news.data, strict=False)
            ]
            news = News(news.press, data or news.data, news.is_last, True, news.has_failed)
        self._news[news.press] = news
        if len(self._news) > MOST_NEWS:
            del self._news[next(iter(self._news))]
        if news.is_last:
            self._followers.pop(news.press, None)
        self._changed.set()

    def wake(self) -> None:
        """Let who listens look whether anybody is still there."""
        self._changed.set()

    async def listen(self, is_gone: Callable[[], bool]) -> AsyncGenerator[Sequence[News], None]:
        """All news until every press has its last; nothing at all now and then, as a sign of life.

        Who listens last is told; one who listened before hears no more. When the page is gone
        nobody follows its presses any longer: what they ask for goes on without.
        """
        me = self._listener = object()
        self._changed.set()
        while self._listener is me and not is_gone():
            if self._news:
                yield self._take()
            elif not self._followers:
                return
            else:
                self._changed.clear()
                try:
                    async with asyncio.timeout(QUIET_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    yield ()
        if self._listener is me:
            self.abandon()

    def abandon(self) -> None:
        """The page is gone."""
        for task in self._followers.values():
            task.cancel()
        self._followers.clear()
        self._news.clear()

    def _take(self) -> Sequence[News]:
        taken = [
            News(one.press, one.data, one.is_last, one.press not in self._heard, one.has_failed)
            for one in self._news.values()
        ]
        self._news.clear()
        self._heard |= {one.press for one in taken}
        self._heard -= {one.press for one in taken if one.is_last}
        return taken


class Sessions:
    """All pages, by their visitor and the name that they gave themselves."""

    def __init__(
        self,
        keep_seconds: float,
        *,
        most: int = MOST_SESSIONS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keep_seconds = keep_seconds
        self._most = most
        self._clock = clock
        self._pages: OrderedDict[tuple[str, str], tuple[Session, float]] = OrderedDict()

    def open(self, visitor: str, name: str) -> Session:
        """This visitor's page of that name, an empty one if there is none."""
        session = self.find(visitor, name) or Session()
        self._touch((visitor, name), session)
        if len(self._pages) > self._most:
            _, (oldest, _) = self._pages.popitem(last=False)
            oldest.abandon()
        return session

    def find(self, visitor: str, name: str) -> Session | None:
        """This visitor's page of that name, if it was opened."""
        found = self._pages.get((visitor, name))
        if found is None:
            return None
        self._touch((visitor, name), found[0])
        return found[0]

    def forget_old(self) -> None:
        """Drop answers that nobody fetched in time, and pages that nobody has used for an hour.

        A page that remembers nothing is opened anew by its next press: it need not be kept.
        """
        now = self._clock()
        for key, (session, touched) in list(self._pages.items()):
            if now - touched < min(self._keep_seconds, STATE_SECONDS):
                return
            session.abandon()
            if not session.states or now - touched >= STATE_SECONDS:
                del self._pages[key]

    def _touch(self, key: tuple[str, str], session: Session) -> None:
        self._pages[key] = (session, self._clock())
        self._pages.move_to_end(key)
