"""What the language demo says and shows: choices, bars, what mattered, and texts with their label.

Every text that a model wrote stands under a label that says so, as the AI Basic Act asks of whoever
offers generative AI. Whatever a visitor or a model wrote is escaped here. Draws only.
"""

import math
from collections.abc import Sequence
from html import escape

from playground_demos.about import About, Language, Words
from playground_demos.demos.words import Explanation, Prediction, Question
from playground_demos.demos.words.writing import Piece, Written
from playground_demos.toolkit.answers import JOINED, bars, card, invitation, percent

SIGNS = ("①", "②", "③", "④")
RANKS = (0, 1, 3, 5)  # of the pieces that stand to be guessed from
NOTICE = Words(
    "이 체험의 글은 생성형 인공지능(AI)이 만듭니다. 사실이 아닐 수 있습니다.",
    "Texts in this demo are made by generative AI. They may be untrue.",
)
LABEL = Words("AI가 만든 글", "Written by AI")
_BADGE = (
    "display:inline-block;padding:.1rem .6rem;border:1.5px solid currentcolor;"
    "border-radius:1rem;font-weight:700"
)
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0;font-size:1.125rem"
_ADDED = (
    "background:color-mix(in srgb,var(--lab-accent) 18%,transparent);color:inherit;"
    "border-radius:.3rem;padding:0 .1rem"
)


def notice_page(about: About, language: Language) -> str:
    """Who writes here, said before anything is written."""
    return (
        f'<p class="lab-card" style="margin:0"><strong>{NOTICE.said_in(language)}</strong><br>'
        f"{escape(about.source.said_in(language))}</p>"
    )


def choices_page(question: Question, prediction: Prediction, language: Language) -> str:
    """Four pieces to guess from, in an order that gives nothing away."""
    items = "".join(
        f"<li><strong>{sign}</strong> {_beginning(question.text)}"
        f'<mark style="{_ADDED}">{_shown(piece.text, language)}</mark></li>'
        for sign, piece in zip(SIGNS, _choices(question, prediction), strict=False)
    )
    return (
        f'<div class="lab-card"><ul style="list-style:none;margin:0;padding:0;line-height:2">'
        f"{items}</ul>{_unread(prediction.unread, language)}</div>"
    )


def answer_page(
    question: Question,
    prediction: Prediction,
    explanation: Explanation,
    guessed: int,
    language: Language,
) -> str:
    """The best piece, the guess, the bars, and which of the last words mattered."""
    t, best = language.pick, prediction.pieces[0]
    choices = _choices(question, prediction)
    said = (
        t("같은 것을 골랐습니다!", "You picked the same!")
        if guessed < len(choices) and choices[guessed].id == best.id
        else t("다른 것을 골랐습니다.", "You picked another.")
    )
    return card(
        f"{t('첫째로 꼽은 조각', 'It puts first')}: {_shown(best.text, language)}"
        f' <span class="lab-soft">({percent(best.chance)})</span>',
        f"<p>{said} "
        + t(
            "언어 모델이 하는 일은 이것뿐입니다. 앞의 글을 보고, 다음 조각마다 가능성을 매깁니다.",
            "This is all that a language model does: it looks at the text so far and gives each"
            " possible next piece a chance.",
        )
        + f"</p>{_bars(prediction, language)}",
        f"<h2>{t('어느 말을 보고 골랐을까요?', 'Which words did it go by?')}</h2>",
        _covered(explanation, best, language),
        invitation(
            t(
                "이제 아래에서 온도를 바꾸고, 이어 쓰게 해 보세요.",
                "Now change the temperature below, and let it write on.",
            )
        ),
    )


def bars_page(question: Question, prediction: Prediction, language: Language) -> str:
    """The bars at another temperature, and what that does."""
    first = percent(prediction.pieces[0].chance)
    told = language.pick(
        f"온도 {question.temperature:.1f}에서 첫째 조각이 뽑힐 가능성은 {first}입니다. 온도는 아는"
        " 것을 늘리지 않습니다. 얼마나 자주 뜻밖의 것을 고르는지만 바꿉니다.",
        f"At temperature {question.temperature:.1f} the first piece is picked with a chance of"
        f" {first}. Temperature adds no knowledge; it only changes how often the unlikely is"
        " picked.",
    )
    return f'<div class="lab-card">{_bars(prediction, language)}<p>{told}</p></div>'


def story_page(question: Question, written: Written, language: Language, is_done: bool) -> str:
    """The text so far under its label; when it is done, how it came to be."""
    t = language.pick
    told = ""
    if is_done:
        told = (
            "<p>"
            + t(
                f"{len(written.chances)}조각을 하나씩 뽑아 이었습니다. 쓸 때마다 다릅니다. 뽑힌"
                f" 조각의 가능성은 보통 {percent(_typical(written.chances))}{JOINED}였습니다."
                " 문장을 계획하거나 사실을 찾아본 적은 없습니다.",
                f"{len(written.chances)} pieces, drawn one by one; each time differs. A drawn piece"
                f" typically had a chance of {percent(_typical(written.chances))}. Nothing was"
                " planned and no fact was looked up.",
            )
            + "</p>"
            + invitation(
                t(
                    "고장 내 보세요:"
                    " 온도를 2로 올리거나, 수업에 없을 말(이름, 노래, 영어)로 시작하면?",
                    "Break it: raise the temperature to 2, or begin with what no lesson says (a"
                    " name, a song, English).",
                )
            )
        )
    return f'<div class="lab-card">{_text(question.text, written, language)}{told}</div>'


def twins_page(
    beginnings: Sequence[str], written: Sequence[Written], language: Language, is_done: bool
) -> str:
    """A true and a false beginning, each written on, and how sure the model was of each."""
    t = language.pick
    names = (t("참인 첫머리", "A true beginning"), t("거짓인 첫머리", "A false beginning"))
    parts = [
        f'<h2 style="margin:.75rem 0 0">{name}</h2>{_text(beginning, one, language)}'
        for name, beginning, one in zip(names, beginnings, written, strict=True)
    ]
    if is_done:
        sure = [percent(_typical(one.chances)) for one in written]
        parts.append(
            "<p>"
            + t(
                f"고른 조각의 가능성은 보통 참에서 {sure[0]}, 거짓에서 {sure[1]}{JOINED}였습니다."
                " 거짓을 알아채고 멈추지 않습니다. 참인지 재는 눈금이 아예 없기 때문입니다."
                " AI가 술술 말한다고 맞는 말은 아닙니다."
                " <strong>중요한 일은 기록에서 확인하세요.</strong>",
                f"A chosen piece typically had a chance of {sure[0]} after the true one and"
                f" {sure[1]} after the false one. It does not notice and stop: nothing in it"
                " measures truth. Fluent is not right. <strong>Check what matters in a"
                " record.</strong>",
            )
            + "</p>"
        )
    return f'<div class="lab-card">{"".join(parts)}</div>'


def _choices(question: Question, prediction: Prediction) -> list[Piece]:
    """Pieces to guess from, in an order that depends on the beginning alone."""
    offered = [prediction.pieces[rank] for rank in RANKS if rank < len(prediction.pieces)]
    turn = sum(map(ord, question.text)) % len(offered)
    return offered[turn:] + offered[:turn]


def _text(beginning: str, written: Written, language: Language) -> str:
    return (
        f'<p style="margin:.25rem 0"><span style="{_BADGE}">{LABEL.said_in(language)}</span></p>'
        f'<p lang="ko" style="{_TEXT}">{escape(beginning)}'
        f'<mark style="{_ADDED}">{escape(written.text)}</mark></p>'
    )


def _bars(prediction: Prediction, language: Language) -> str:
    rows = [(_plain(piece.text, language), piece.chance) for piece in prediction.pieces]
    rest = max(0.0, 1.0 - sum(chance for _, chance in rows))
    told = language.pick(
        f"나머지 모든 조각을 더하면 {percent(rest)}. ‘-’로 시작하는 조각은 앞말에 바로 붙습니다.",
        f"All other pieces together: {percent(rest)}. A piece with “-” joins the word before.",
    )
    return f'{bars(rows)}<p class="lab-soft">{told}</p>{_unread(prediction.unread, language)}'


def _covered(explanation: Explanation, best: Piece, language: Language) -> str:
    t, piece = language.pick, _shown(best.text, language)
    if not explanation.without:
        return (
            "<p>" + t("낱말이 하나뿐이라 가릴 것이 없습니다.", "There is one word only.") + "</p>"
        )
    items = "".join(
        f"<li>{t(f'‘{escape(word)}’ 가리면', f'Without “{escape(word)}”')}:"
        f" {percent(explanation.best)} → <strong>{percent(chance)}</strong></li>"
        for word, chance in explanation.without
    )
    told = t(
        f"낱말을 하나씩 가리고 다시 물었을 때 {piece}의 가능성입니다(온도 1).",
        f"The chance of {piece} when a word is covered and it is asked again (temperature 1).",
    )
    return f'<ul>{items}</ul><p class="lab-soft">{told}</p>'


def _unread(letters: str, language: Language) -> str:
    if not letters:
        return ""
    told = language.pick(
        f"배운 적 없는 글자라 읽지 못했습니다: {letters}",
        f"It never met these letters and could not read them: {letters}",
    )
    return f'<p class="lab-warn">{escape(told)}</p>'


def _shown(piece: str, language: Language) -> str:
    return f"‘{escape(_plain(piece, language))}’"


def _plain(piece: str, language: Language) -> str:
    """A piece as a reader sees it: "-은" joins the word before, "은" begins one."""
    if not piece:
        return language.pick("(글의 끝)", "(end of text)")
    if "\N{REPLACEMENT CHARACTER}" in piece:
        return language.pick("(글자의 일부)", "(part of a letter)")
    if not piece.strip():
        return language.pick("(빈칸)", "(a space)")
    return piece.strip() if piece[0].isspace() else f"-{piece}"


def _beginning(text: str) -> str:
    """The last words of a beginning, so that a list of choices stays narrow."""
    return escape(text if len(text) <= 24 else f"…{text[-22:]}")


def _typical(chances: Sequence[float]) -> float:
    """The geometric mean: what every piece would have had if all had been equally likely."""
    return math.exp(sum(map(math.log, chances)) / len(chances)) if chances else 0.0
