"""What the CMP demo shows: the task, the model's answer with its reasons, the wafer and its score.

Draws only; rates, wafers and points come from elsewhere. "I do not know" is said as loudly as a
figure.
"""

import math
from dataclasses import astuple

from playground_demos.about import Language, Words
from playground_demos.demos.cmp import Explanation
from playground_demos.demos.cmp.data import LEVERS, TARGET_NM, Recipe, Wafer, score_of
from playground_demos.demos.cmp.polishing import Rates
from playground_demos.toolkit.answers import Scale, card, invitation, scales
from playground_demos.toolkit.charts import (
    ACCENT,
    BLUE,
    GREEN,
    ORANGE,
    Band,
    Chart,
    Level,
    Line,
    Zone,
    draw_chart,
)

NEAR_NM = 20.0  # of the target: "about right"
GUESS_WORDS = {
    "less": Words("모자란다 (380 nm 미만)", "Too little (under 380 nm)"),
    "right": Words("거의 맞다 (380~420 nm)", "About right (380 to 420 nm)"),
    "more": Words("지나친다 (420 nm 초과)", "Too much (over 420 nm)"),
}
CHART_STEP_NM = 400


def task_page(language: Language) -> str:
    """The task, and where the machine grips the wafer."""
    t = language.pick
    return (
        '<div class="lab-card" style="display:flex;gap:1rem;align-items:center">'
        f"{_machine(t('연마 장비 그림', 'Drawing of the polisher'))}<div><strong>"
        + t("임무: 1분에 400 nm를 고르게 깎으세요.", "Your task: take off 400 nm in a minute.")
        + "</strong><br>"
        + t(
            "웨이퍼를 패드에 눌러 돌리고 슬러리를 흘립니다. 1. 손잡이를 맞춰 보세요.",
            "The wafer is pressed on a turning pad under slurry. 1. Set the levers.",
        )
        + "</div></div>"
    )


def answer_page(
    recipe: Recipe, rates: Rates, explanation: Explanation, guessed: str, language: Language
) -> str:
    """The rate with its interval or "I do not know", the guess, and what the levers did."""
    t = language.pick
    middle, low, high = (float(part[0]) for part in (rates.middle, rates.low, rates.high))
    if rates.is_known[0]:
        heading = t(f"약 {middle:.0f} nm가 깎입니다", f"About {middle:.0f} nm will come off")
        told = t(
            f"100장 중 90장은 {low:.0f}~{high:.0f} nm일 것입니다.",
            f"90 wafers in 100 should come to {low:.0f} to {high:.0f} nm.",
        )
    else:
        heading = t("모르겠습니다. 배운 적 없는 설정입니다", "I do not know: I never saw this")
        nearest = ", ".join(
            f"{lever.words.said_in(language)} {value:.{0 if lever.step >= 1 else 1}f}"
            for lever, value in zip(LEVERS, explanation.nearest, strict=True)
        )
        told = t(
            f"굳이 찍으면 {middle:.0f} nm지만 믿지 마세요. 제가 아는 가장 비슷한 설정은"
            f" {nearest}입니다.",
            f"If I must: {middle:.0f} nm, but do not trust it. The most similar recipe I know is"
            f" {nearest}.",
        )
    return card(
        heading,
        f"<p>{told}</p><p>{_on_guess(guessed, middle, language)}</p>",
        f"<h2>{t('왜 그럴까요?', 'Why?')}</h2>",
        _effects(explanation, language),
        _along(recipe, explanation, language),
        tone="" if rates.is_known[0] else "lab-warn",
    )


def wafer_page(wafer: Wafer, rates: Rates, before: float | None, language: Language) -> str:
    """The polished wafer, whether the interval held, the points and the day's best."""
    t = language.pick
    score = score_of(wafer)
    held = rates.low[0] <= wafer.removed_nm <= rates.high[0]
    if not rates.is_known[0]:
        verdict = t(
            "AI가 모른다고 한 설정입니다. 찍은 값은"
            f" {rates.middle[0]:.0f} nm, 실제는 {wafer.removed_nm:.0f} nm였습니다.",
            "The AI had said that it does not know."
            f" Its guess was {rates.middle[0]:.0f} nm; {wafer.removed_nm:.0f} nm came off.",
        )
    elif held:
        verdict = t("AI가 말한 구간 안에 들었습니다.", "It fell inside the AI's interval.")
    else:
        verdict = t(
            "AI가 말한 구간을 벗어났습니다. 100장 중 10장은 그렇습니다.",
            "It fell outside the AI's interval, as ten wafers in 100 do.",
        )
    if before is None:
        board = t("오늘의 첫 점수입니다!", "The first score of the day!")
    elif score.total > before:
        board = t(f"오늘의 최고 기록! (이전 {before:g}점)", f"Today's best! (before: {before:g})")
    else:
        board = t(f"오늘의 최고 점수는 {before:g}점입니다.", f"Today's best is {before:g}.")
    rows = "".join(
        f'<li style="display:flex;justify-content:space-between;gap:1rem"><span>{name}</span>'
        f"<strong>{points:.1f} / {most}</strong></li>"
        for name, points, most in (
            (t("400 nm에 얼마나 가까운가", "Close to 400 nm"), score.target, 50),
            (t("얼마나 고르게 깎였나", "Even from centre to edge"), score.evenness, 25),
            (t("패드를 얼마나 아꼈나", "Pad spared"), score.wear, 25),
        )
    )
    return card(
        f"{score.total:g}{t('점', ' points')} ·"
        f" {t(f'{wafer.removed_nm:.0f} nm 깎임', f'{wafer.removed_nm:.0f} nm came off')}",
        f"<p>{verdict} <strong>{board}</strong></p>{_disk(wafer, language)}",
        f'<ul style="list-style:none;margin:1rem 0;padding:0">{rows}</ul>',
        invitation(
            t(
                "이제 AI를 궁지로 몰아 보세요. 압력과 속도를 끝까지 올리면 뭐라고 할까요?"
                " 아니면 더 아껴 쓰면서 최고 점수에 도전해 보세요.",
                "Now corner it: turn pressure and speed all the way up and ask again."
                " Or spare the pad and go for the best score.",
            )
        ),
    )


def _on_guess(guessed: str, middle: float, language: Language) -> str:
    gap = middle - TARGET_NM
    model = "right" if abs(gap) <= NEAR_NM else ("more" if gap > 0 else "less")
    if guessed == model:
        return language.pick(
            "예상이 AI와 같습니다. 둘 다 맞았는지는 깎아 보면 압니다.",
            "You and the AI agree. Polish to see whether both are right.",
        )
    return language.pick(
        "예상이 AI와 다릅니다. 누가 맞을지는 깎아 보면 압니다.",
        "You and the AI disagree. Polish to see who is right.",
    )


def _effects(explanation: Explanation, language: Language) -> str:
    largest = 2 * max(40.0, *map(abs, explanation.effects))
    rows = [
        Scale(
            lever.words.said_in(language), f"{round(effect):+d} nm", mark=0.5,
            begin=0.5 + min(0.0, effect / largest), end=0.5 + max(0.0, effect / largest),
            colour=ACCENT if effect >= 0 else ORANGE,
        )
        for lever, effect in zip(LEVERS, explanation.effects, strict=True)
    ]  # fmt: skip
    caption = language.pick(
        "그 손잡이만 공장이 늘 쓰던 값으로 되돌렸을 때와의 차이",
        "Against turning that lever alone back to what the factory usually sets",
    )
    return f'{scales(rows, value_rem=5)}<p class="lab-soft">{caption}</p>'


def _along(recipe: Recipe, explanation: Explanation, language: Language) -> str:
    t, lever, along = language.pick, explanation.strongest, explanation.along
    places = explanation.places
    top = CHART_STEP_NM * max(2, math.ceil(along.middle.max() / CHART_STEP_NM))
    half = (places[1] - places[0]) / 2
    here = astuple(recipe)[LEVERS.index(lever)]
    index = min(range(len(places)), key=lambda at: abs(places[at] - here))
    name = lever.words.said_in(language)
    curve = Line(tuple(zip(places, along.middle, strict=True)), name=t("예측", "Prediction"))
    doubt = Band(
        tuple(zip(places, along.low, along.high, strict=True)), name=t("90% 구간", "90 % interval")
    )
    unlearned = [
        Zone(max(lever.low, place - half), min(lever.high, place + half))
        for place, is_known in zip(places, along.is_known, strict=True)
        if not is_known
    ]
    chart = Chart(
        label=t(
            f"{name}에 따른 예측과 구간, 회색은 배우지 않은 곳",
            f"Prediction and interval along {name}; grey where it never learned",
        ),
        x=(lever.low, lever.high),
        y=(0, top),
        x_name=f"{name} ({lever.unit.said_in(language)})",
        y_name=t(
            "1분에 깎이는 두께 (nm) · 회색은 배우지 않은 곳", "nm a minute · grey: not learned"
        ),
        x_ticks=[round(lever.low + share * (lever.high - lever.low)) for share in (0, 0.5, 1)],
        y_ticks=range(0, top + 1, CHART_STEP_NM // 2),
        lines=[curve],
        bands=[doubt],
        levels=[Level(TARGET_NM, t("목표", "target"), GREEN)],
        zones=unlearned,
        mark=(here, float(along.middle[index])),
    )
    return draw_chart(chart)


def _disk(wafer: Wafer, language: Language) -> str:
    """The wafer from above: paler where less came off, redder where more did."""
    stops = "".join(
        f'<stop offset="{100 * place / (len(wafer.profile) - 1):.0f}%"'
        f' stop-color="{_tint(removed)}"/>'
        for place, removed in enumerate(wafer.profile)
    )
    label = language.pick(
        f"가운데 {wafer.profile[0]:.0f} nm, 가장자리 {wafer.profile[-1]:.0f} nm 깎인 웨이퍼",
        f"Wafer: {wafer.profile[0]:.0f} nm off in the centre, {wafer.profile[-1]:.0f} at the edge",
    )
    key = language.pick(
        "파랑: 모자람 · 초록: 목표 · 주황: 지나침",
        "Blue: too little · green: on target · orange: too much",
    )
    return (
        f'<figure style="margin:0"><svg viewBox="0 0 120 120" role="img" aria-label="{label}"'
        ' style="display:block;width:60%;max-width:14rem;margin:0 auto"><defs>'
        f'<radialGradient id="wafer">{stops}</radialGradient></defs><path fill="url(#wafer)"'
        ' stroke="var(--lab-ink-soft)" d="M54 115 A56 56 0 1 1 66 115 L60 111 Z"/></svg>'
        f'<figcaption class="lab-soft" style="text-align:center;margin:.5rem 0 1rem">{label}<br>'
        f"{key}</figcaption></figure>"
    )


def _tint(removed_nm: float) -> str:
    """Green at the target, orange above it, blue below."""
    share = max(-1.0, min(1.0, (removed_nm - TARGET_NM) / 100))
    end = ORANGE if share > 0 else BLUE
    return f"color-mix(in srgb,{end} {abs(share):.0%},#40c06e)"


def _machine(label: str) -> str:
    return (
        f'<svg viewBox="0 0 96 72" role="img" aria-label="{label}" fill="none"'
        ' stroke="currentColor" stroke-width="3" style="flex:none;width:6rem">'
        '<ellipse cx="48" cy="54" rx="44" ry="13" fill="var(--lab-line)"/>'
        '<ellipse cx="34" cy="50" rx="17" ry="5" fill="#74c0fc"/><path d="M17 38v11M51 38v11"/>'
        '<rect x="17" y="30" width="34" height="9" rx="3" fill="var(--lab-surface)"/>'
        '<path d="M34 30V10m-6 7 6-7 6 7"/><path d="M74 8v16"/>'
        '<path d="M74 34c-5 7 5 7 0 0z" fill="#74c0fc"/></svg>'
    )
