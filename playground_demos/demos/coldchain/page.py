"""What the cold chain demo shows: the way so far with the forecast, and at the end the truth.

Draws and words only; temperatures, forecasts and verdicts come from elsewhere.
"""

from collections.abc import Sequence

from playground_demos.about import Language, Words
from playground_demos.demos.coldchain import Explanation
from playground_demos.demos.coldchain.box import EVENT_WORDS, PLACE_COLOURS, PLACE_WORDS
from playground_demos.demos.coldchain.data import (
    CHECK_HOUR,
    EVENTS,
    FREEZING,
    HIGH,
    HOURS,
    LOW,
    PLACES,
    STEPS_PER_HOUR,
    STOPS,
    VERDICTS,
    Degrees,
    Journeys,
    Place,
    Verdict,
    judge,
    worst_mean_kinetic,
)
from playground_demos.demos.coldchain.foresight import Foresight
from playground_demos.toolkit.answers import JOINED, bars, card, invitation, percent, table
from playground_demos.toolkit.charts import GREEN, Band, Chart, Level, Line, draw_chart

_SAID = {
    Verdict.SAFE: Words("무사히 도착할 것 같습니다", "It should arrive safely"),
    Verdict.WARM: Words("너무 더워질 것 같습니다", "It will be too warm"),
    Verdict.FROZEN: Words("얼 것 같습니다", "It will be frozen"),
}
_BECAME = {
    Verdict.SAFE: Words("백신은 무사했습니다", "The vaccine was safe"),
    Verdict.WARM: Words("백신이 너무 더워졌습니다", "The vaccine got too warm"),
    Verdict.FROZEN: Words("백신이 얼었습니다", "The vaccine froze"),
}
_HIT = Words("AI의 예보는 맞았습니다.", "The AI had it right.")
_MISS = Words("AI의 예보는 틀렸습니다.", "The AI had it wrong.")
# By whether it was delivered and whether it was safe.
_DECIDED = {
    (True, True): Words(
        "잘 배달했습니다. 섬사람들이 제때 맞습니다.", "Well delivered: the island gets it in time."
    ),
    (True, False): Words(
        "못 쓰게 된 백신을 배달했습니다. 효과 없는 주사가 될 뻔했습니다.",
        "A spoilt vaccine was delivered: shots without effect.",
    ),
    (False, True): Words(
        "멀쩡한 백신을 버렸습니다. 다음 배는 모레 있습니다.",
        "A good vaccine was thrown away, and the next ferry leaves in two days.",
    ),
    (False, False): Words(
        "잘 버렸습니다. 다시 보내면 됩니다.", "Rightly discarded: another can be sent."
    ),
}


def forecast_page(
    sensors: Sequence[Place],
    read: Degrees,
    foresight: Foresight,
    explanation: Explanation,
    guessed: str,
    language: Language,
) -> str:
    """Where the box is, what was read so far, the forecast, and which sensor it hangs on."""
    t = language.pick
    likely = VERDICTS[foresight.chances.index(max(foresight.chances))]
    lines, bands = [], []
    for place in sensors:
        row, colour = PLACES.index(place), PLACE_COLOURS[place]
        seen = [
            (step / STEPS_PER_HOUR, float(read[row, step]))
            for step in range(0, CHECK_HOUR * STEPS_PER_HOUR, 3)
        ]
        course = [(*seen[-1], seen[-1][1], seen[-1][1])] + [
            (CHECK_HOUR + 1 + hour, *map(float, values))
            for hour, values in enumerate(foresight.course[row])
        ]
        lines.append(Line(seen, colour, PLACE_WORDS[place].said_in(language)))
        lines.append(Line([(x, middle) for x, _, middle, _ in course], colour, is_dashed=True))
        bands.append(Band([(x, low, high) for x, low, _, high in course], colour))
    chances = [
        (_short(verdict, language), chance)
        for verdict, chance in zip(VERDICTS, foresight.chances, strict=True)
    ]
    agreed = t("예상이 AI와 같습니다.", "You and the AI agree.")
    differed = t("예상이 AI와 다릅니다.", "You and the AI disagree.")
    reasons = "".join(
        f"<li>{_without(gone, without, foresight, language)}</li>"
        for gone, without in zip(sensors, explanation.without, strict=True)
    )
    return (
        f'<div class="lab-card">{_route(language)}'
        f"<h2>{t('AI의 예보', 'The AI says')}: {_SAID[likely].said_in(language)}</h2>"
        f"<p>{agreed if guessed == likely else differed}</p>"
        + bars(sorted(chances, key=lambda row: -row[1]))
        + _temperatures(
            t("18시간까지 잰 온도와 그 뒤의 예보", "Readings up to 18 hours, and the forecast"),
            lines,
            bands,
            language,
        )
        + f"<h2>{t('왜 그렇게 보나요?', 'Why?')}</h2><ul>{reasons}</ul>"
        + invitation(
            t(
                "센서가 없는 세 자리는 아무도 모릅니다. 배달할까요, 폐기할까요?",
                "Nobody knows about the three places without a sensor. Deliver or discard?",
            )
        )
        + "</div>"
    )


def truth_page(
    journey: Journeys,
    sensors: Sequence[Place],
    foresight: Foresight,
    is_delivered: bool,
    language: Language,
) -> str:
    """What happened, what became of the vials at all five places, and of the decision."""
    t, degrees = language.pick, journey.degrees[0]
    verdict = VERDICTS[judge(journey.degrees)[0]]
    is_safe = verdict is Verdict.SAFE
    was_right = foresight.chances.index(max(foresight.chances)) == VERDICTS.index(verdict)
    hours = [step / STEPS_PER_HOUR for step in range(0, HOURS * STEPS_PER_HOUR, 3)]
    lines = [
        Line(
            list(zip(hours, map(float, row[::3]), strict=True)),
            PLACE_COLOURS[place],
            PLACE_WORDS[place].said_in(language),
            is_dashed=place not in sensors,
        )
        for place, row in zip(PLACES, degrees, strict=True)
    ]
    tone = "lab-good" if is_delivered == is_safe else "lab-bad"
    return card(
        _BECAME[verdict].said_in(language),
        f'<p><strong class="{tone}">{_DECIDED[is_delivered, is_safe].said_in(language)}</strong>'
        f" {_HIT.said_in(language) if was_right else _MISS.said_in(language)}"
        f" {EVENT_WORDS[EVENTS[journey.events[0]]].said_in(language)}</p>",
        _temperatures(
            t("다섯 자리의 실제 온도", "The true temperature at the five places"),
            lines,
            (),
            language,
        ),
        f'<p class="lab-soft">{t("점선은 센서가 없던 자리입니다.", "Dashed: no sensor.")}</p>',
        _table(degrees, language),
        "<p>"
        + t(
            "MKT(평균 동적 온도)는 더운 시간을 더 무겁게 셈한 24시간 평균입니다. 8 °C를 넘거나"
            " 15 °C를 한 번이라도 넘으면 못 쓰고, 0 °C에 닿으면 평균과 상관없이 못 씁니다.",
            "MKT, the mean kinetic temperature, is a 24-hour average in which heat weighs more."
            " Over 8 °C, or above 15 °C even once, it is spoilt; at 0 °C it is lost whatever the"
            " average.",
        )
        + "</p>",
        invitation(
            t(
                "이제 AI를 속여 보세요. 센서를 옮기면 같은 여행에서 AI가 놓치게 만들 수 있을까요?",
                "Now fool the AI: can you move the sensors so that it misses what happened?",
            )
        ),
    )


def _short(verdict: Verdict, language: Language) -> str:
    words = {
        Verdict.SAFE: Words("무사", "Safe"),
        Verdict.WARM: Words("더움", "Warm"),
        Verdict.FROZEN: Words("얼음", "Frozen"),
    }
    return words[verdict].said_in(language)


def _without(gone: Place, without: Foresight, foresight: Foresight, language: Language) -> str:
    """The verdict that changes most when one sensor is taken away."""
    moves = [
        after - before for before, after in zip(foresight.chances, without.chances, strict=True)
    ]
    index = max(range(len(moves)), key=lambda at: abs(moves[at]))
    place, verdict = PLACE_WORDS[gone].said_in(language), _short(VERDICTS[index], language)
    before, after = percent(foresight.chances[index]), percent(without.chances[index])
    if before == after:
        return language.pick(
            f"‘{place}’ 센서가 없었어도 예보는 그대로입니다.",
            f"Without the sensor “{place}” the forecast would be the same.",
        )
    return language.pick(
        f"‘{place}’ 센서가 없었다면 ‘{verdict}’ 확률은"
        f" {before}{JOINED}에서 {after}{JOINED}로 바뀝니다.",
        f"Without the sensor “{place}”, “{verdict}” goes from {before} to {after}.",
    )


def _temperatures(
    label: str, lines: Sequence[Line], bands: Sequence[Band], language: Language
) -> str:
    t = language.pick
    wanted = Band(((0, LOW, HIGH), (HOURS, LOW, HIGH)), GREEN, t("2~8 °C", "2 to 8 °C"))
    return draw_chart(
        Chart(
            label=label,
            x=(0, HOURS),
            y=(-8, 24),
            x_name=t("출발한 뒤 시간", "Hours since the start"),
            y_name="°C",
            x_ticks=range(0, HOURS + 1, 6),
            y_ticks=(-5, 0, 5, 10, 15, 20),
            lines=lines,
            bands=[wanted, *bands],
            levels=[Level(FREEZING, t("어는점", "freezing"))],
        )
    )


def _table(degrees: Degrees, language: Language) -> str:
    t = language.pick
    kinetic = worst_mean_kinetic(degrees)
    heads = ("", t("최저", "Least"), t("최고", "Most"), "MKT", "")
    rows = []
    for place, row, mean in zip(PLACES, degrees, kinetic, strict=True):
        if row.min() <= FREEZING:
            alarm = f'<strong class="lab-bad">{t("얼음 경보", "Freeze alarm")}</strong>'
        elif VERDICTS[judge(row[None, None])[0]] is Verdict.WARM:
            alarm = f'<strong class="lab-bad">{t("더위 경보", "Heat alarm")}</strong>'
        else:
            alarm = f'<span class="lab-good">{t("괜찮음", "Fine")}</span>'
        figures = [f"{value:.1f}" for value in (row.min(), row.max(), mean)]
        rows.append((PLACE_WORDS[place].said_in(language), *figures, alarm))
    return table(heads, rows)


def _route(language: Language) -> str:
    """The stops between airport and island, and the box at the check."""
    left, step = 28, 61
    at = next(index for index, stop in enumerate(STOPS) if stop.until > CHECK_HOUR)
    end = left + step * (len(STOPS) - 1)
    parts = [
        f'<path d="M{left} 36H{end}" stroke="var(--lab-line)" stroke-width="6"/>',
        f'<path d="M{left} 36H{left + at * step}" stroke="var(--lab-accent)" stroke-width="6"/>',
        f'<path d="M{end - step - 24} 44q6-6 12 0t12 0 12 0 12 0" stroke="#74c0fc" fill="none"'
        ' stroke-width="2.5"/>',
    ]
    for index, stop in enumerate(STOPS):
        x = left + index * step
        parts.append(
            f'<circle cx="{x}" cy="36" r="7" fill="var(--lab-surface)" stroke-width="3"'
            f' stroke="var(--lab-{"accent" if index <= at else "ink-soft"})"/>'
            f'<text x="{x}" y="62" text-anchor="middle" font-size="11.5"'
            f' fill="var(--lab-ink)">{stop.words.said_in(language)}</text>'
        )
    x = left + at * step
    parts.append(
        f'<g transform="translate({x - 15} 4)" fill="var(--lab-accent)">'
        '<path d="M0 2h19v15H0zM20 7h7l4 5v5H20z"/>'
        '<g fill="var(--lab-ink)"><circle cx="7" cy="19" r="3.500"/>'
        '<circle cx="25" cy="19" r="3.500"/></g></g>'
    )
    label = language.pick("백신은 지금 송도 창고에 있습니다", "The vaccine is at the Songdo hub")
    return (
        f'<svg viewBox="0 0 360 72" role="img" aria-label="{label}" style="display:block;'
        f'width:100%;max-width:34rem;margin:0 auto">{"".join(parts)}</svg>'
    )
