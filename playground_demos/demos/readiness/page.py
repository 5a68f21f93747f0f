"""What the readiness check says: the stage, each area against what comes next, steps and courses.

Made to be printed on one page. Draws only; stages and reasons come from the rules.
"""

from playground_demos.about import Language, Words
from playground_demos.demos.readiness import Explanation
from playground_demos.demos.readiness.rules import (
    AREAS,
    MOST,
    NEEDS,
    QUESTIONS,
    STAGES,
    Area,
    Profile,
    Sector,
    Stage,
    fitting_courses,
)
from playground_demos.toolkit.answers import Scale, card, invitation, scales
from playground_demos.toolkit.charts import ACCENT, ORANGE

ANSWER_WORDS = (Words("아직", "Not yet"), Words("조금", "Partly"), Words("그렇다", "Yes"))
SECTOR_WORDS = {
    Sector.FACTORY: Words("제조", "Factory"),
    Sector.LOGISTICS: Words("물류·바이오", "Logistics, bio"),
    Sector.OTHER: Words("그 밖", "Other"),
}
STAGE_WORDS = {
    Stage.CURIOUS: Words("1 관심", "1 Curious"),
    Stage.PREPARING: Words("2 준비", "2 Preparing"),
    Stage.TRYING: Words("3 시범", "3 Trying"),
    Stage.USING: Words("4 적용", "4 Using"),
    Stage.SPREADING: Words("5 확산", "5 Spreading"),
}
AREA_WORDS = {
    Area.GOAL: Words("목표", "Goal"),
    Area.DATA: Words("데이터", "Data"),
    Area.PEOPLE: Words("사람", "People"),
    Area.WORK: Words("일하는 방식", "Work"),
    Area.SAFETY: Words("안전", "Safety"),
}
_STEPS = {
    Area.GOAL: Words(
        "현장 사람 셋에게 가장 아까운 시간을 묻고, 하나를 골라 숫자로 적습니다. (이번 주)",
        "Ask three people on the floor what wastes most time; choose one and put it in a figure.",
    ),
    Area.DATA: Words(
        "그 문제의 기록을 한 달 치만 한 표로 모으고, 칸마다 뜻과 단위를 적습니다. (한 달)",
        "Bring a month of its records into one table, each column with meaning and unit.",
    ),
    Area.PEOPLE: Words(
        "현장을 아는 한 사람을 정해 교육에 보내고, 일주일에 하루를 비워 줍니다. (석 달)",
        "Choose one who knows the floor, send them to a course and free a day a week.",
    ),
    Area.WORK: Words(
        "AI의 답을 볼 사람, 할 일, 틀렸을 때 되돌리는 법을 한 장에 적습니다. (시범 전)",
        "Put on one page who sees the answer, what they do, and the way back when it is wrong.",
    ),
    Area.SAFETY: Words(
        "개인정보와 비밀이 든 칸을 표시하고, 바깥 AI에 넣지 않을 것을 정해 알립니다. (이번 달)",
        "Mark the columns with personal data and secrets; tell all what never leaves the house.",
    ),
}


def profile_page(
    profile: Profile, explanation: Explanation, guessed: object, sector: Sector, language: Language
) -> str:
    """The stage and the guess, the areas, what is missing, steps, courses."""
    t = language.pick
    stage = STAGE_WORDS[profile.stage].said_in(language)
    on_guess = ""
    if guessed in STAGE_WORDS:
        gap = STAGES.index(profile.stage) - [str(one) for one in STAGES].index(str(guessed))
        same = t("예상과 같습니다.", "As you guessed.")
        higher = t("예상보다 높습니다.", "Higher than you guessed.")
        lower = t("예상보다 낮습니다.", "Lower than you guessed.")
        on_guess = higher if gap > 0 else lower if gap < 0 else same
    return card(
        f"{t('우리 회사는', 'Your company')}: {stage}",
        f"<p>{on_guess}</p>",
        _stairs(profile.stage, language),
        _areas(profile, explanation, language),
        _why(explanation, language),
        _plan(profile, explanation, sector, language),
        "<p class='lab-soft'>"
        + t(
            "이 결과는 어디에도 남지 않습니다. 필요하면 인쇄하거나 PDF로 저장하세요.",
            "This result is kept nowhere. Print it or save it as PDF if you want it.",
        )
        + "</p>",
        invitation(
            t(
                "규칙을 시험해 보세요. 답 하나만 바꾸면 단계가 바뀌나요? 그 규칙에 동의하시나요?",
                "Try the rules: does one answer change the stage? Do you agree with that rule?",
            )
        ),
    )


def _areas(profile: Profile, explanation: Explanation, language: Language) -> str:
    """Points of each area, and a line where the next stage begins."""
    needs = _needs(explanation.next_stage)
    rows = []
    for area, points in zip(AREAS, profile.points, strict=True):
        most, need = 2 * MOST, needs.get(area, 0)
        rows.append(
            Scale(
                AREA_WORDS[area].said_in(language), f"{points} / {most}", points / most,
                mark=need / most if need else None, colour=ACCENT if points >= need else ORANGE,
            )
        )  # fmt: skip
    caption = language.pick("세로선: 다음 단계에 필요한 점수", "Upright: needed for the next stage")
    note = f'<p class="lab-soft">{caption}</p>' if explanation.next_stage else ""
    return f"{scales(rows)}{note}"


def _needs(stage: Stage | None) -> dict[Area, int]:
    """All that `stage` needs, with what the stages before it needed."""
    needs: dict[Area, int] = {}
    for one in STAGES[: STAGES.index(stage) + 1] if stage else ():
        for area, need in NEEDS[one].items():
            needs[area] = max(need, needs.get(area, 0))
    return needs


def _why(explanation: Explanation, language: Language) -> str:
    t = language.pick
    if explanation.next_stage is None:
        said = t(
            "모든 영역이 갖춰졌습니다. 이제 다른 부서로 넓힐 차례입니다.",
            "Every area has what it needs: time to spread to other departments.",
        )
        return f"<p>{said}</p>"
    following = STAGE_WORDS[explanation.next_stage].said_in(language)
    lacking = ", ".join(
        f"{AREA_WORDS[area].said_in(language)} {points}{t('점', '')}"
        for area, points in explanation.lacking.items()
    )
    parts = [
        f"<h2>{t('왜 이 단계인가요?', 'Why this stage?')}</h2><p>",
        t(
            f"‘{following}’ 단계에는 {lacking}이 모자랍니다.",
            f"For “{following}” you lack: {lacking}.",
        ),
    ]
    if explanation.lifting:
        one = QUESTIONS[explanation.lifting[0]].words.said_in(language)
        parts.append(
            t(
                f" 이 하나만 한 칸 나아가도 올라갑니다: “{one}”",
                f" One step further in this alone is enough: “{one}”",
            )
        )
    return "".join([*parts, "</p>"])


def _plan(profile: Profile, explanation: Explanation, sector: Sector, language: Language) -> str:
    t = language.pick
    weakest = sorted(AREAS, key=lambda area: profile.points[AREAS.index(area)])
    areas = [*explanation.lacking, *(area for area in weakest if area not in explanation.lacking)]
    steps = "".join(f"<li>{_STEPS[area].said_in(language)}</li>" for area in areas[:3])
    courses = "".join(
        f"<li><strong>{course.title.said_in(language)}</strong>: {course.reason.said_in(language)}"
        "</li>"
        for course in fitting_courses(profile, sector)
    )
    return (
        f"<h2>{t('다음에 할 일', 'What to do next')}</h2><ol>{steps}</ol>"
        f"<h2>{t('맞는 과목', 'Courses that fit')}</h2><ul>{courses}</ul>"
    )


def _stairs(stage: Stage, language: Language) -> str:
    """Five steps, and a flag on the one that was reached."""
    at = STAGES.index(stage)
    parts = []
    for index, one in enumerate(STAGES):
        x, y = 6 + 70 * index, 92 - 14 * index
        colour = "var(--lab-accent)" if index <= at else "var(--lab-line)"
        parts.append(
            f'<rect x="{x}" y="{y}" width="66" height="{112 - y}" rx="5" fill="{colour}"/>'
            f'<text x="{x + 33}" y="130" text-anchor="middle" font-size="13"'
            f' font-weight="{700 if index == at else 400}" fill="var(--lab-ink)">'
            f"{STAGE_WORDS[one].said_in(language)}</text>"
        )
    x, y = 39 + 70 * at, 92 - 14 * at
    parts.append(
        f'<path d="M{x} {y}v-30l20 8-20 8" fill="#e8590c" stroke="var(--lab-ink)"'
        ' stroke-width="2.5" stroke-linejoin="round"/>'
    )
    label = language.pick(
        f"다섯 단계 가운데 {at + 1}번째에 꽂힌 깃발", f"A flag on step {at + 1} of five"
    )
    return (
        f'<svg viewBox="0 0 360 136" role="img" aria-label="{label}" style="display:block;'
        f'width:100%;max-width:34rem;margin:0 auto 1rem">{"".join(parts)}</svg>'
    )
