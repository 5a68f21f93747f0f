"""Ten questions about a company and the open rules that turn its answers into a stage.

No model and no average: a stage is reached when every area has what that stage needs, so the reason
is always the area that is missing. The rules are a judgement of this lab, written out here to be
argued with; they were fitted to no companies. Knows no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from playground_demos.about import Words

MOST = 2  # points of an answer: not yet, partly, yes


class Area(StrEnum):
    """What readiness is made of; two questions each."""

    GOAL = "goal"
    DATA = "data"
    PEOPLE = "people"
    WORK = "work"
    SAFETY = "safety"


class Stage(StrEnum):
    """How far a company has come."""

    CURIOUS = "curious"
    PREPARING = "preparing"
    TRYING = "trying"
    USING = "using"
    SPREADING = "spreading"


class Sector(StrEnum):
    """Chooses among courses, and nothing else."""

    FACTORY = "factory"
    LOGISTICS = "logistics"
    OTHER = "other"


@dataclass(frozen=True)
class Question:
    """One statement to answer with not yet, partly or yes."""

    area: Area
    words: Words


@dataclass(frozen=True)
class Course:
    """One of the lab's four courses; `folder` is its folder in `courses/`."""

    folder: str
    title: Words
    reason: Words


AREAS, STAGES = tuple(Area), tuple(Stage)
QUESTIONS = (
    Question(Area.GOAL, Words(
        "AI로 풀고 싶은 문제를 한 문장으로 말할 수 있다.",
        "We can say in one sentence which problem AI should solve.")),
    Question(Area.GOAL, Words(
        "나아졌는지 알 수 있는 숫자(불량률, 시간, 비용)를 정했다.",
        "We chose the figure that will show whether it got better.")),
    Question(Area.DATA, Words(
        "그 문제의 기록이 컴퓨터에 여섯 달 넘게 쌓여 있다.",
        "Half a year of records about that problem is on a computer.")),
    Question(Area.DATA, Words(
        "기록의 뜻과 단위, 빠진 값을 설명할 사람이 있다.",
        "Somebody can explain what the records mean, their units and gaps.")),
    Question(Area.PEOPLE, Words(
        "현장을 알면서 표와 파이썬을 조금 다루는 사람이 있다.",
        "Somebody knows the shop floor and a little of tables and Python.")),
    Question(Area.PEOPLE, Words(
        "그 사람이 일주일에 하루는 이 일에 쓸 수 있다.",
        "That person has a day a week for this.")),
    Question(Area.WORK, Words(
        "AI의 답을 누가 보고 어떻게 움직일지 정했다.",
        "It is settled who sees the AI's answer and acts on it.")),
    Question(Area.WORK, Words(
        "AI가 틀렸을 때 되돌리는 방법이 있다.",
        "There is a way back when the AI is wrong.")),
    Question(Area.SAFETY, Words(
        "개인정보와 영업비밀이 어디에 들어 있는지 안다.",
        "We know where personal data and trade secrets lie.")),
    Question(Area.SAFETY, Words(
        "바깥 AI 서비스에 넣어도 되는 것을 정해 두었다.",
        "It is settled what may be put into AI services outside.")),
)  # fmt: skip
# What a stage needs beyond the one before it, in points of 4 for each area.
NEEDS: dict[Stage, dict[Area, int]] = {
    Stage.CURIOUS: {},
    Stage.PREPARING: {Area.GOAL: 1},
    Stage.TRYING: {Area.GOAL: 2, Area.DATA: 2},
    Stage.USING: {Area.GOAL: 3, Area.PEOPLE: 2, Area.WORK: 2, Area.SAFETY: 2},
    Stage.SPREADING: dict.fromkeys(AREAS, 3),
}
FOUNDATIONS = Course(
    "ai-foundations",
    Words("AI 기초", "AI foundations"),
    Words(
        "표를 읽고 첫 모델을 만들 사람을 한 명 키웁니다.",
        "Brings up one person who reads tables and builds a first model.",
    ),
)
INDUSTRY = Course(
    "industrial-ax",
    Words("산업 AX", "AI transformation in industry"),
    Words(
        "검사, 공정, 설비 진동에서 쓸 만한지 직접 재 봅니다.",
        "Measures for inspection, process and vibration whether it is of use.",
    ),
)
LOGISTICS = Course(
    "bio-aiot-logistics",
    Words("바이오 AIoT 물류", "Bio AIoT logistics"),
    Words(
        "센서 기록을 믿을 만하게 만들고, 온도 이탈을 예보합니다.",
        "Makes sensor records trustworthy and forecasts excursions.",
    ),
)
PSEUDONYMS = Course(
    "pseudonymised-data",
    Words("가명정보", "Pseudonymised data"),
    Words(
        "개인정보를 찾아 가리고도 쓸모를 남기는 법을 익힙니다.",
        "Finds and hides personal data and keeps the rest useful.",
    ),
)


@dataclass(frozen=True)
class Profile:
    """A company's points by AREAS (0 to 4 each) and the stage they reach."""

    points: tuple[int, ...]
    stage: Stage


def profile_of(answers: Sequence[int]) -> Profile:
    """The profile of ten answers, each 0, 1 or 2, in the order of QUESTIONS."""
    points = tuple(
        sum(
            answer
            for question, answer in zip(QUESTIONS, answers, strict=True)
            if question.area is area
        )
        for area in AREAS
    )
    reached = Stage.CURIOUS
    for stage in STAGES:
        if missing(points, stage):
            break
        reached = stage
    return Profile(points, reached)


def missing(points: Sequence[int], stage: Stage) -> dict[Area, int]:
    """Points that each area lacks for `stage`; empty when nothing does."""
    needs = NEEDS[stage].items()
    have = dict(zip(AREAS, points, strict=True))
    return {area: need - have[area] for area, need in needs if have[area] < need}


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one."""
    index = STAGES.index(stage) + 1
    return STAGES[index] if index < len(STAGES) else None


def fitting_courses(profile: Profile, sector: Sector) -> tuple[Course, ...]:
    """Which of the four courses help with what is missing, the most urgent first."""
    have = dict(zip(AREAS, profile.points, strict=True))
    courses: list[Course] = []
    if have[Area.PEOPLE] < 3 or have[Area.DATA] < 2:
        courses.append(FOUNDATIONS)
    if have[Area.SAFETY] < 3:
        courses.append(PSEUDONYMS)
    theirs = {Sector.FACTORY: [INDUSTRY], Sector.LOGISTICS: [LOGISTICS], Sector.OTHER: []}[sector]
    courses[1:1] = theirs  # after the foundations, before what comes later
    return tuple(courses or [INDUSTRY, LOGISTICS])
