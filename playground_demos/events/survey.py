"""One tap from 1 to 5 and, if a visitor likes, one sentence.

A sentence in which something personal is found is not kept, and the visitor is told; one that is
kept stands with its day and its event, not with a visitor or an hour. Each visitor answers once for
each demo.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, insert, select

from playground_demos.about import Words
from playground_demos.errors import VisitorMessage
from playground_demos.events.usage import STARS, UsageRecord
from playground_demos.toolkit.personal_text import KIND_WORDS, Kind, find_personal

MOST_STARS = 5
LONGEST_SENTENCE = 200
MOST_ANSWERED = 100_000

_METADATA = MetaData()
_SENTENCES = Table(
    "survey_sentences",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),  # UTC
    Column("event", String(16), nullable=False),
    Column("stars", Integer, nullable=False),
    Column("sentence", String(LONGEST_SENTENCE), nullable=False),
)

NO_STARS = Words("1점부터 5점까지 골라 주세요.", "Please choose from 1 to 5.")
TOO_LONG = Words(
    f"한 문장은 {LONGEST_SENTENCE}자까지 쓸 수 있습니다.",
    f"A sentence may have up to {LONGEST_SENTENCE} letters.",
)
THANKS = Words(
    "고맙습니다. 다음 체험을 더 좋게 만드는 데 쓰겠습니다.", "Thank you. This helps us improve."
)


@dataclass(frozen=True)
class Sentence:
    """What somebody wrote, and the stars they gave."""

    day: date
    event: str
    stars: int
    text: str


class Survey:
    """Takes answers; safe from any thread."""

    def __init__(self, usage: UsageRecord) -> None:
        self._usage = usage
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._answered: OrderedDict[bytes, None] = OrderedDict()
        _METADATA.create_all(usage.engine)

    def take(self, visitor: str, demo: str, event: str, stars: object, sentence: object) -> Words:
        """Count an answer; what to tell the visitor.

        Raises:
            VisitorMessage: It is no answer, and nothing was counted; or the sentence seems to
                hold something personal, and may be sent again without.
        """
        if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= MOST_STARS:
            raise VisitorMessage(NO_STARS.ko, NO_STARS.en)
        text = _plain(sentence) if isinstance(sentence, str) else ""
        if len(text) > LONGEST_SENTENCE:
            raise VisitorMessage(TOO_LONG.ko, TOO_LONG.en)
        found = find_personal(text)
        if self._is_first(f"{visitor} {demo} stars"):
            self._usage.add(f"{STARS}{stars}", event)
        if found:
            words = _not_kept({finding.kind for finding in found})
            raise VisitorMessage(words.ko, words.en)
        if text and self._is_first(f"{visitor} {demo} sentence"):
            row = {"day": datetime.now(UTC).date(), "event": event, "stars": stars}
            with self._usage.engine.begin() as connection:
                connection.execute(insert(_SENTENCES).values(**row, sentence=text))
        return THANKS

    def sentences(self, first: date, last: date) -> Sequence[Sentence]:
        """What was written on the days from `first` to `last`, in the order it came."""
        query = select(_SENTENCES).where(_SENTENCES.c.day.between(first, last))
        with self._usage.engine.connect() as connection:
            rows = connection.execute(query.order_by(_SENTENCES.c.id))
            return [Sentence(day, event, stars, text) for _, day, event, stars, text in rows]

    def _is_first(self, what: str) -> bool:
        key = hashlib.blake2b(what.encode(), key=self._salt, digest_size=16).digest()
        with self._lock:
            if key in self._answered:
                return False
            self._answered[key] = None
            if len(self._answered) > MOST_ANSWERED:
                self._answered.popitem(last=False)
            return True


def _plain(sentence: str) -> str:
    """What every database takes: half a character pair and a zero byte are no text."""
    whole = sentence.encode("utf-8", "ignore").decode().replace("\0", " ")
    return " ".join(whole.split())


def _not_kept(kinds: set[Kind]) -> Words:
    korean = ", ".join(sorted(KIND_WORDS[kind].ko for kind in kinds))
    english = ", ".join(sorted(KIND_WORDS[kind].en for kind in kinds))
    return Words(
        f"점수는 반영했습니다. 개인정보({korean})로 보이는 것이 있어 문장은 남기지 않았습니다."
        " 그 부분을 빼고 다시 보내실 수 있습니다.",
        f"Your rating counts. The sentence seems to hold personal data ({english}) and was not"
        " kept. You can take that out and send it again.",
    )
