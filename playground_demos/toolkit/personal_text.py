"""Find what names or numbers a person in Korean text, and hide it.

Places are those of the text as it was given: digits and dashes are brought into plain form one for
one. A registration number is never rejected for its check digit, which is random in numbers given
since October 2020; a card's is, always. A name is a surname and syllables that given names are made
of, before a title or after "I am": "our teacher" and 손글씨, which only begin like one, are not.
Knows rules only: nicknames, numbers spelt in words and an address without a number pass by.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from playground_demos.about import Words

_PLAIN = str.maketrans("０１２３４５６７８９－–—‐‑−＠．（）", "0123456789------@.()")
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우"
# As names given in the last eighty years are spelt; and those of the lab's own invented people.
_GIVEN = (
    "가강건경광구국권규균근금기길나남노다단달담대덕도동두라란람래령로루류리린림만명무문미민범별병보복"
    "봄봉비빈빛산상새서석선설섭성세소솔송수숙순슬승시식신아안애양언연영예옥온완용우욱운웅원월유윤율은을"
    "이익인일임자재정제종주준중지진찬창채천철청초춘충태택하학한해향헌혁현형혜호홍화환효후훈휘희"
)
_INVENTED = "합성|가상|예시|모의|견본"
_FULL_NAME = rf"[{_SURNAMES}](?:[{_GIVEN}](?!한)[{_GIVEN}]|{_INVENTED})"  # 우수한, 유명한: no name
_SHORT_NAME = rf"[{_SURNAMES}][{_GIVEN}]"
_TITLES = "님|씨|과장|대리|팀장|부장|사장|대표|선생님|고객|환자|기사|교수|주임"
_NO_TITLE = "(?!씨[가-힣]*[앗름]|대표적|대리만족)"
_IS_ME = "입니다|이에요|예요|이고|이며|이라고|라고|인데"
_WORDS = (  # spelt like a name, and said before a title
    "강남|고수|고운|남자|노인|노동자|배우자?|손자|송도|신임|심리|오신|우리|우수|유명|유아|유저|윤리"
    "|이용자|이주민|임금|임시|임원|장애인|전문인?|정다운|정보|조선인?|주민|주신|주인|주임|최우수|하나|하신"
    "|한국인?|한문"
)
_NO_WORD = rf"(?!(?:{_WORDS}) ?(?:{_TITLES}|{_IS_ME}))"
_APART = r"[-\s./·_,)]{0,3}"  # between the groups of a number, as people write them
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


class Kind(StrEnum):
    """What was found."""

    NUMBER = "number"
    CARD = "card"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    ADDRESS = "address"


KIND_WORDS = {
    Kind.NUMBER: Words("주민·외국인등록번호", "registration number"),
    Kind.CARD: Words("카드번호", "card number"),
    Kind.PHONE: Words("전화번호", "telephone number"),
    Kind.EMAIL: Words("전자우편", "e-mail address"),
    Kind.NAME: Words("이름", "name"),
    Kind.ADDRESS: Words("주소", "address"),
}
# A particle follows a number without a space, and Hangul is \w: so no \b, only "no digit more".
# Where a pattern has a group, that is what was found.
_PATTERNS = (
    (
        Kind.NUMBER,
        r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
        rf"{_APART}[1-8](?:\d{{6}}|[*●xX]{{6}})(?!\d)",
    ),
    (Kind.CARD, r"(?<!\d)\d{4}[-\s]{0,3}\d{4}[-\s]{0,3}\d{4}[-\s]{0,3}\d{4}(?!\d)"),
    (
        Kind.PHONE,
        rf"(?<!\d)(?:(?:\+|00)82{_APART}\(?0?|0)(?:2|[3-6]\d|1[016-9]|70)"
        rf"{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)",
    ),
    (Kind.EMAIL, r"[A-Za-z0-9._%+-]+ ?(?:@|골뱅이|\(at\)) ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    (Kind.NAME, rf"(?<![가-힣]){_NO_WORD}{_FULL_NAME}(?= ?{_NO_TITLE}(?:{_TITLES}))"),
    (Kind.NAME, rf"(?<![가-힣]){_NO_WORD}{_SHORT_NAME}(?= ?{_NO_TITLE}(?:님|씨|선생님))"),
    (Kind.NAME, rf"(?:저는|나는|제가|이름은) ?{_NO_WORD}({_FULL_NAME})(?={_IS_ME})"),
    (Kind.NAME, rf"(?:이름은|성함은) ?({_FULL_NAME})"),
    (Kind.NAME, rf"(?<![가-힣])({_FULL_NAME}) ?(?:올림|드림)"),
    (Kind.ADDRESS, r"\d{1,4}동 ?\d{2,5}호"),
    (Kind.ADDRESS, r"[가-힣]{1,6}\d?[동리가] ?\d{1,4}(?:-\d{1,4})?번지"),
    (
        Kind.ADDRESS,
        r"[가-힣]{1,6}[시군구] [가-힣]{2,10}[로길](?: ?\d{1,4}번길)? ?\d{1,4}(?:-\d{1,4})?"
        r"(?![\d번개명분시점가])",
    ),
)


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
        Finding(kind, *match.span(match.lastindex or 0), _is_sure(kind, match[0]))
        for kind, pattern in _PATTERNS
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
    if kind is Kind.NUMBER and len(digits) == 13:  # one half hidden has none
        total = sum(w * d for w, d in zip(_WEIGHTS, digits[:12], strict=True))
        return digits[12] == ((11 if digits[6] <= 4 else 13) - total % 11) % 10
    return kind is Kind.EMAIL
