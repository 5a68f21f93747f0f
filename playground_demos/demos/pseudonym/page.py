"""What the pseudonym demo shows: a neighbour, who is left without the name, and a searched text.

Draws only; counts come from the demo. Whatever a visitor wrote is escaped here.
"""

import hashlib
import hmac
import math
from html import escape

from playground_demos.about import Language, Words
from playground_demos.demos.pseudonym import Explanation, Prediction, Question
from playground_demos.demos.pseudonym.census import Census
from playground_demos.demos.pseudonym.town import (
    COLUMNS,
    HIDDEN,
    PEOPLE,
    RUNGS,
    Rung,
    Town,
    direct_of,
    tell,
)
from playground_demos.toolkit.answers import JOINED, Scale, card, invitation, percent, scales
from playground_demos.toolkit.charts import BLUE, ORANGE, Chart, Line, draw_chart
from playground_demos.toolkit.personal_text import KIND_WORDS, Finding, Kind, hide, split_text

GUESS_WORDS = {
    "alone": Words("혼자뿐이다", "Nobody else"),
    "few": Words("본인까지 2~4명", "2 to 4, with them"),
    "many": Words("5명 이상", "5 or more"),
}
RUNG_WORDS = (
    Words("① 그대로 둔다", "① Leave as they are"),
    Words("② 나이를 5년씩 묶는다", "② Ages in bands of 5"),
    Words("③ 나이 10년씩, 사는 곳은 구까지", "③ Ages by 10, district only"),
    Words("④ 나이 20년씩, 직업은 분야만", "④ Ages by 20, field of work only"),
    Words("⑤ 나이 30년씩, 사는 곳과 직업은 지운다", "⑤ Ages by 30, no place, no work"),
)
TEXT_WARNING = Words(
    "붙여 넣은 글은 저장하지도 기록하지도 않습니다. 답은 끊긴 휴대전화에 돌려주려고"
    " 잠시 메모리에만 둡니다. 그래도 **진짜 번호 말고** 지어낸 것을 넣어 주세요.",
    "What you paste is neither stored nor logged; the answer waits a little in memory,"
    " for a phone that lost its line. Even so, please **invent** the numbers.",
)
NAMING = (Words("이름", "Name"), Words("주민등록번호", "Registration no."), Words("전화", "Phone"))
_MARK = (
    "background:color-mix(in srgb,var(--lab-accent) 22%,transparent);color:inherit;"
    "border-radius:.3rem;padding:0 .2rem;overflow-wrap:anywhere"
)


def person_page(town: Town, person: int, language: Language) -> str:
    """A neighbour with everything: what names them, and what does not seem to."""
    t, direct = language.pick, direct_of(town, person)
    naming = zip(NAMING, (direct.name, direct.number, direct.phone), strict=True)
    rows = [(name.said_in(language), value) for name, value in naming]
    return (
        f'<div class="lab-card"><p class="lab-soft" style="margin:0">'
        f"{t('합성 주민 · 실제 사람일 수 없습니다', 'Synthetic; can be nobody real')}</p>"
        f"{_rows(rows + _four(town, person, RUNGS[0], language))}</div>"
    )


def answer_page(
    model: Census,
    question: Question,
    prediction: Prediction,
    explanation: Explanation,
    guessed: str,
    language: Language,
) -> str:
    """How many are alike, the guess, the record under its pseudonym, why, and the ladder."""
    t, alike = language.pick, prediction.alike
    if alike == 1:
        heading = t("혼자뿐입니다. 이름이 없어도 찾습니다", "Nobody else: found without a name")
        tone = "lab-bad"
    else:
        heading = t(f"{alike}명이 똑같아 보입니다", f"{alike} people look just like that")
        tone = "lab-good" if alike >= HIDDEN else "lab-warn"
    right = "alone" if alike == 1 else ("few" if alike < HIDDEN else "many")
    said = (
        t("맞혔습니다!", "You guessed it!")
        if guessed == right
        else t("예상과 다르지요?", "Not what you guessed.")
    )
    number = direct_of(model.town, question.person).number
    token = hmac.new(model.key, number.encode(), hashlib.sha256).hexdigest()[:8]
    rows = [(t("가명", "Pseudonym"), token)]
    rows += _four(model.town, question.person, RUNGS[question.rung], language)
    return card(
        heading,
        f"<p>{said} {_chance(alike, language)}</p>{_rows(rows)}",
        f"<h2>{t('무엇이 드러냈을까요?', 'What gave them away?')}</h2>",
        _funnel(explanation, language),
        f"<h2>{t('숨을수록 쓸모는?', 'Hidden, but how useful?')}</h2>",
        _ladder(model, question, prediction, language),
        invitation(
            t(
                "이제 2번을 바꿔, 다섯 명 속에 숨기면서 쓸모를 가장 많이 남기는 칸을 찾아보세요."
                " 그다음 아래에서 글 탐지기를 속여 보세요.",
                "Now change 2: hide them among five and keep as much use as you can."
                " Then try to fool the text search below.",
            )
        ),
        tone=tone,
    )


def text_page(text: str, findings: tuple[Finding, ...], language: Language) -> str:
    """The text with what was found marked, the same text hidden, and how it could be fooled."""
    t = language.pick
    names = {kind: words.said_in(language) for kind, words in KIND_WORDS.items()}
    marked = "".join(
        f'<mark style="{_MARK}">{escape(piece)}<small> {names[one.kind]}</small></mark>'
        if one
        else escape(piece)
        for piece, one in split_text(text, findings)
    )
    hidden = escape(hide(text, findings, names))
    block = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0 1rem"
    count = len(findings)
    heading = (
        t(f"{count}곳을 찾았습니다", f"{count} found")
        if count
        else t("못 찾았습니다", "Nothing found")
    )
    doubt = any(one.kind is Kind.NUMBER and not one.is_sure for one in findings)
    note = t(
        "검사 숫자가 맞지 않는 등록번호도 가립니다. 2020년 10월부터 받은 번호는 무작위이기"
        " 때문입니다. ",
        "A number whose check digit is wrong is hidden too: since October 2020 it is random. ",
    )
    return card(
        heading,
        f'<p style="{block}">{marked}</p><strong>{t("가린 글", "Hidden")}</strong>',
        f'<p style="{block}">{hidden}</p><p>{note if doubt else ""}<strong>'
        + t(
            "속여 보세요: ‘공일공’처럼 풀어 쓰거나, 이름 뒤의 ‘님’을 빼면?"
            " 사람은 여전히 누구인지 압니다.",
            "Fool it: spell the digits in words, or drop the title after a name."
            " People still know who it is.",
        )
        + "</strong></p>",
    )


def _four(town: Town, person: int, rung: Rung, language: Language) -> list[tuple[str, str]]:
    told = tell(town.rows[person], rung)
    return [
        (name.said_in(language), value.said_in(language))
        for name, value in zip(COLUMNS, told, strict=True)
    ]


def _rows(rows: list[tuple[str, str]]) -> str:
    items = "".join(
        '<div style="display:flex;justify-content:space-between;gap:1rem;padding:.35rem 0">'
        f'<dt>{name}</dt><dd style="text-align:right">{escape(value)}</dd></div>'
        for name, value in rows
    )
    return f'<dl class="card-rows" style="margin:.5rem 0 1rem">{items}</dl>'


def _chance(alike: int, language: Language) -> str:
    if alike == 1:
        return language.pick(
            "이 네 가지를 아는 동료는 틀림없이 찾아냅니다.",
            "A colleague who knows these four things is sure to find them.",
        )
    return language.pick(
        f"이 네 가지를 아는 동료가 찍어서 맞힐 가능성은 {percent(1 / alike)}{JOINED}입니다.",
        f"A colleague who knows these four things picks the right one with {percent(1 / alike)}.",
    )


def _funnel(explanation: Explanation, language: Language) -> str:
    """How the town shrinks as each column becomes known, and which column matters most."""
    names = [language.pick("모든 주민", "Everybody")]
    names += [f"+ {name.said_in(language)}" for name in COLUMNS]
    rows = [
        Scale(name, language.pick(f"{left:,}명", f"{left:,}"), 0.03 + 0.97 * math.log(left, PEOPLE))
        for name, left in zip(names, explanation.left, strict=True)
    ]
    most = max(range(len(COLUMNS)), key=lambda column: explanation.without[column])
    name, alike = COLUMNS[most].said_in(language), explanation.without[most]
    told = language.pick(
        f"‘{name}’만 몰랐다면 {alike:,}명이 남습니다.",
        f"Had only “{name}” been unknown, {alike:,} would be left.",
    )
    return f'{scales(rows, value_rem=4.5)}<p class="lab-soft">{told}</p>'


def _ladder(model: Census, question: Question, prediction: Prediction, language: Language) -> str:
    t = language.pick
    steps = range(1, len(model.ladder) + 1)
    hidden = [(step, 100 * each[0]) for step, each in zip(steps, model.ladder, strict=True)]
    useful = [(step, 100 * each[1]) for step, each in zip(steps, model.ladder, strict=True)]
    chart = Chart(
        label=t(
            "흐릴수록 숨은 사람은 늘고 쓸모는 줄어드는 그림",
            "The more is blurred the more people hide, and the less use is left",
        ),
        x=(0.8, len(model.ladder) + 0.2),
        y=(0, 105),
        x_name=t("얼마나 흐리나 (① – ⑤)", "How much is blurred (① to ⑤)"),
        y_name="%",
        x_ticks=list(steps),
        y_ticks=(0, 50, 100),
        lines=[
            Line(
                hidden, BLUE, t(f"{HIDDEN}명 이상 속에 숨은 주민", f"Hidden among {HIDDEN} or more")
            ),
            Line(useful, ORANGE, t("쓸모", "Usefulness"), is_dashed=True),
        ],
        mark=useful[question.rung],
    )
    k, alone, useful_percent = prediction.k, prediction.alone, round(100 * prediction.useful)
    told = t(
        f"이 칸에서 표 전체의 k(가장 작은 묶음)는 {k}, 혼자뿐인 주민은 {alone:,}명, 쓸모는"
        f" {useful_percent}%{JOINED}입니다. 쓸모는 사람마다 다른 병원 방문 횟수를 이 표가 얼마나"
        " 설명하는지입니다.",
        f"Here the whole table's k (its smallest group) is {k}, {alone:,} people are alone, and"
        f" usefulness is {useful_percent}%: how much of the differences in visits to a doctor the"
        " table still explains.",
    )
    return f'{draw_chart(chart)}<p class="lab-soft">{told}</p>'
