"""Find what names or numbers a person in Korean text, and hide it.

Places are those of the text as it was given: digits and dashes are brought into plain form one for
one. A registration number is never rejected for its check digit, which is random in numbers given
since October 2020; a card's is, always. Knows rules only: nicknames, addresses and numbers spelt
in words pass by.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from playground_demos.about import Words

_PLAIN = str.maketrans("０１２３４５６７８９－–—‐‑−＠．", "0123456789------@.")
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우"
_TITLES = "님|씨|과장|대리|팀장|부장|사장|대표|선생님|고객|환자|기사|교수|주임"
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


class Kind(StrEnum):
    """What was found."""

    NUMBER = "number"
    CARD = "card"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


KIND_WORDS = {
    Kind.NUMBER: Words("주민·외국인등록번호", "registration number"),
    Kind.CARD: Words("카드번호", "card number"),
    Kind.PHONE: Words("전화번호", "telephone number"),
    Kind.EMAIL: Words("전자우편", "e-mail address"),
    Kind.NAME: Words("이름", "name"),
}
# A particle follows a number without a space, and Hangul is \w: so no \b, only "no digit more".
_PATTERNS = {
    Kind.NUMBER: r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}(?!\d)",
    Kind.CARD: r"(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)",
    Kind.PHONE: r"(?<!\d)0(?:2|[3-6]\d|1[016-9]|70)[- .]?\d{3,4}[- .]?\d{4}(?!\d)",
    Kind.EMAIL: r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    Kind.NAME: rf"(?<![가-힣])[{_SURNAMES}][가-힣]{{1,2}}(?= ?(?:{_TITLES}))",
}


@dataclass(frozen=True)
class Finding:
    """`text[start:end]` is of this kind; `is_sure` where a check digit agrees."""

    kind: Kind
    start: int
    end: int
    is_sure: bool = False


def find_personal(text: str) -> tuple[Finding, ...]:
    """What was found, in order and without overlap; of two that overlap the longer stays."""
    plain = text.translate(_PLAIN)
    found = [
        Finding(kind, match.start(), match.end(), _is_sure(kind, match[0]))
        for kind, pattern in _PATTERNS.items()
        for match in re.finditer(pattern, plain)
    ]
    kept: list[Finding] = []
    for one in sorted(found, key=lambda each: each.start - each.end):
        is_free = all(one.end <= other.start or one.start >= other.end for other in kept)
        if is_free and (one.kind is not Kind.CARD or one.is_sure):
            kept.append(one)
    return tuple(sorted(kept, key=lambda each: each.start))


def split_text(text: str, findings: tuple[Finding, ...]) -> list[tuple[str, Finding | None]]:
    """The text in pieces, each with what it is, so that nothing is lost between them."""
    ends = [0, *(end for one in findings for end in (one.start, one.end)), len(text)]
    whose = {one.start: one for one in findings}
    return [(text[start:end], whose.get(start)) for start, end in pairwise(ends) if end > start]


def hide(text: str, findings: tuple[Finding, ...], names: dict[Kind, str]) -> str:
    """The text with each finding replaced by the name of its kind in brackets."""
    pieces = split_text(text, findings)
    return "".join(f"[{names[one.kind]}]" if one else piece for piece, one in pieces)


def _is_sure(kind: Kind, found: str) -> bool:
    digits = [int(each) for each in found if each.isdigit()]
    if kind is Kind.CARD:
        doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
        return (sum(doubled) + sum(digits[::-2])) % 10 == 0
    if kind is Kind.NUMBER:
        total = sum(w * d for w, d in zip(_WEIGHTS, digits[:12], strict=True))
        return digits[12] == ((11 if digits[6] <= 4 else 13) - total % 11) % 10
    return kind is Kind.EMAIL
