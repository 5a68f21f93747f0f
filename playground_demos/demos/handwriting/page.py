"""What the handwriting demo says and shows after an answer, as HTML in one language.

Says how sure the model is in words that fit the figure, and never that it understands. Draws only;
the figures come from the demo.
"""

from collections.abc import Sequence

from playground_demos.about import Language, Words
from playground_demos.demos.handwriting import Explanation, Prediction
from playground_demos.toolkit.answers import bars, card, figure, invitation, percent
from playground_demos.toolkit.strokes import Stroke

HOW_SURE = {
    "sure": Words("아주 확신 (80% 이상)", "Very sure (80 % or more)"),
    "half": Words("반반 (40~80%)", "Half and half (40 to 80 %)"),
    "lost": Words("헷갈림 (40% 미만)", "Confused (under 40 %)"),
}
_SAID = {
    "sure": Words("“{}”{}라고 확신합니다.", "I am sure that this is “{}”."),
    "half": Words("“{}”인 것 같습니다.", "I think that this is “{}”."),
    "lost": Words(
        "잘 모르겠습니다. 굳이 고르면 “{}”입니다.", "I do not know. If I must choose: “{}”."
    ),
}
_SPOKE_FOR, _SPOKE_AGAINST = "#e8590c", "#1c7ed6"  # both at 3:1 or more on light and dark grounds


def sureness(probability: float) -> str:
    """The key of HOW_SURE that a probability falls under."""
    if probability >= 0.8:
        return "sure"
    return "half" if probability >= 0.4 else "lost"


def answer_page(
    prediction: Prediction, explanation: Explanation, guessed: str | None, language: Language
) -> str:
    """The answer, the guess compared with it, the five best, and the strokes that decided."""
    t = language.pick
    best = prediction.readings[0]
    sure = sureness(best.probability)
    linked = "이" if _ends_in_consonant(best.character) else ""
    said = _SAID[sure].said_in(language).format(best.character, linked)
    parts = [
        f"<p>{_on_guess(guessed, sure, language)}</p>" if guessed in HOW_SURE else "",
        bars([(reading.character, reading.probability) for reading in prediction.readings]),
        f"<h2>{t('어느 획을 보고 읽었을까요?', 'Which strokes did it read by?')}</h2>",
        figure(
            _strokes_drawn(explanation.pieces, t("획마다 칠한 그림", "The strokes, coloured")),
            t(
                "굵은 주황색: 지우면 이 답이 약해지는 획. 파란색: 오히려 방해가 된 획."
                " 회색: 없어도 되는 획.",
                "Thick orange: without it the answer fades. Blue: it stood in the way. Grey: not"
                " needed.",
            ),
        ),
    ]
    if explanation.without_key is not None:
        other = explanation.without_key
        parts.append(
            "<p>"
            + t(
                f"{explanation.key_stroke + 1}번째로 그은 획을 지우면"
                f" “{other.character}”{_as(other.character)} 읽습니다"
                f" ({percent(other.probability)}).",
                f"Without stroke number {explanation.key_stroke + 1} it reads"
                f" “{other.character}” ({percent(other.probability)}).",
            )
            + "</p>"
        )
    heading = f'{said} <span class="lab-soft">({percent(best.probability)})</span>'
    breaking = t(
        "획 하나를 지우고 다시 물어보세요."
        " 사람은 그대로 읽는데 AI만 틀리는 글씨를 만들 수 있을까요?",
        "Erase one stroke and ask again. Can you write something that people still read"
        " and the AI does not?",
    )
    return card(heading, *parts, invitation(breaking))


def _on_guess(guessed: str | None, sure: str, language: Language) -> str:
    if guessed == sure:
        return Words("예상이 맞았습니다!", "You guessed right!").said_in(language)
    expected = HOW_SURE[guessed or sure].said_in(language)
    return Words(
        f"예상은 ‘{expected}’였는데 다르네요. 왜 그럴까요? 아래에서 확인해 보세요.",
        f"You expected “{expected}”. It came out differently: see why below.",
    ).said_in(language)


def _ends_in_consonant(character: str) -> bool:
    """How a character ends when it is said aloud: 일, 이, 삼 for digits."""
    if character.isascii():
        return character in "013678"
    return (ord(character) - ord("가")) % 28 > 0


def _as(character: str) -> str:
    """The particle of "(read) as": 으로 after a consonant other than ㄹ."""
    ends_in_l = (
        character in "178" if character.isascii() else (ord(character) - ord("가")) % 28 == 8
    )
    return "으로" if _ends_in_consonant(character) and not ends_in_l else "로"


def _strokes_drawn(pieces: Sequence[tuple[Stroke, float]], label: str) -> str:
    grey = "".join(_line(points, "var(--lab-ink-soft)", 2.2, 1.0) for points, _ in pieces)
    coloured = "".join(
        _line(points, _SPOKE_FOR if weight > 0 else _SPOKE_AGAINST, 2.2 + 2.4 * size, size**0.6)
        for points, weight in pieces
        if (size := abs(weight)) > 0.08
    )
    return (
        f'<svg viewBox="0 0 64 64" role="img" aria-label="{label}" style="display:block;'
        "width:100%;max-width:22rem;margin:0 auto;background:var(--lab-ground);"
        f'border-radius:var(--lab-radius)"><g opacity="0.45">{grey}</g>{coloured}</svg>'
    )


def _line(points: Stroke, colour: str, width: float, opacity: float) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
        f' stroke-opacity="{opacity:.2f}" stroke-linecap="round" stroke-linejoin="round"/>'
    )
