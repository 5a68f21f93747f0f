"""What the teaching demo shows: the answer, the examples it compared with, and who gets confused.

Draws only, and in one language; pictures are the visitor's own and leave with the answer.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground_demos.about import Language
from playground_demos.demos.teach import Explanation
from playground_demos.demos.teach.lessons import Judgement, Lesson
from playground_demos.toolkit.answers import bars, card, invitation, percent, table
from playground_demos.toolkit.pictures import data_url

SIGNS = "①②③"
SHOWN_SIDE = 128
FEW = 3  # examples of a kind


def answer_page(
    lesson: Lesson,
    picture: NDArray[np.uint8],
    judgement: Judgement,
    explanation: Explanation,
    guessed: int,
    language: Language,
) -> str:
    """The kind with its certainty, the guess, the nearest examples and the confusion."""
    t = language.pick
    said = _likeliest(judgement)
    sure = percent(judgement.chances[said])
    on_guess = (
        t("예상이 맞았습니다!", "You guessed right!")
        if guessed == said
        else t("예상과 다릅니다. 무엇을 보고 그랬을까요?", "Not what you guessed. What did it see?")
    )
    likes = "".join(
        _thumb(lesson.pictures[index], SIGNS[lesson.kinds[index]]) for index in explanation.nearest
    )
    arrow = '<span aria-hidden="true" style="font-size:1.5rem">→</span>'
    return card(
        f'{t("제 답은", "I say")} {SIGNS[said]} <span class="lab-soft">({sure})</span>',
        f"<p>{on_guess}</p>{_chances(judgement)}",
        f"<h2>{t('무엇과 닮아서?', 'Because it is like…')}</h2>",
        '<div style="display:flex;flex-wrap:wrap;gap:.75rem;align-items:center">'
        f"{_thumb(picture, t('시험', 'Test'))}{arrow}{likes}</div>",
        f"<h2>{t('서로 헷갈리나요?', 'Are they mixed up?')}</h2>",
        _confusion(lesson.kinds, explanation.confusion, language),
        invitation(
            t(
                "이제 속여 보세요. 아주 작게, 뒤집어서, 아니면 가르친 적 없는 것을 그리면?"
                " 그다음 보기를 더 주면 나아질까요?",
                "Now fool it: draw it upside down, or draw something you never taught."
                " Then give more examples: does it get better?",
            )
        ),
    )


def live_page(judgement: Judgement, language: Language) -> str:
    """How sure it is at this moment."""
    said = SIGNS[_likeliest(judgement)]
    heading = language.pick(f"지금은 {said} 같습니다", f"Looks like {said} now")
    return f'<div class="lab-card"><strong>{heading}</strong>{_chances(judgement)}</div>'


def _likeliest(judgement: Judgement) -> int:
    return judgement.chances.index(max(judgement.chances))


def _chances(judgement: Judgement) -> str:
    # In their own order, so that a bar grows and shrinks in its place.
    return bars(list(zip(SIGNS, judgement.chances, strict=False)))


def _thumb(picture: NDArray[np.uint8], caption: str) -> str:
    large = Image.fromarray(picture).resize((SHOWN_SIDE,) * 2, Image.Resampling.BICUBIC)
    return (
        f'<figure style="margin:0;text-align:center"><img src="{data_url(large)}" alt="{caption}"'
        ' style="width:min(72px,14vw);border-radius:.6rem;border:2px solid var(--lab-line)">'
        f'<figcaption class="lab-soft">{caption}</figcaption></figure>'
    )


def _confusion(kinds: Sequence[int], counts: NDArray[np.int64], language: Language) -> str:
    """Each example judged by the others, in words and as a table."""
    t = language.pick
    judged = int(counts.sum())
    if min(kinds.count(kind) for kind in set(kinds)) < 2:
        return f"<p>{t('두 개씩은 가르쳐야 압니다.', 'Teach at least two of each to see.')}</p>"
    right = int(np.trace(counts))
    told = t(
        f"보기 {judged}개를 하나씩 빼고 다시 물으니 {right}개를 맞혔습니다.",
        f"Each of {judged} examples asked about without itself: {right} were right.",
    )
    if min(kinds.count(kind) for kind in set(kinds)) < FEW:
        told += " " + t("보기가 적어 아직 믿기 어렵습니다.", "Too few to rely on.")
    used = range(len(counts))
    heads = ["", *(t(f"AI가 {SIGNS[at]}", f"AI: {SIGNS[at]}") for at in used)]
    rows = [
        (t(f"내가 {SIGNS[row]}", f"You: {SIGNS[row]}"),
         *(_cell(int(counts[row, at]), is_right=row == at) for at in used))
        for row in used
    ]  # fmt: skip
    return f"<p>{told}</p>{table(heads, rows)}"


def _cell(count: int, *, is_right: bool) -> str:
    tone = "lab-good" if is_right else "lab-bad"
    return f'<strong class="{tone}">{count}</strong>' if count else "·"
