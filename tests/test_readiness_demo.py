"""The readiness check: open rules, reasons that hold when tried, and courses that exist."""

import itertools
import tomllib
from pathlib import Path

import pytest

from playground_demos.about import Language
from playground_demos.demos.readiness import EXAMPLES, explain, predict
from playground_demos.demos.readiness.page import STAGE_WORDS, profile_page
from playground_demos.demos.readiness.rules import (
    AREAS,
    FOUNDATIONS,
    INDUSTRY,
    LOGISTICS,
    PSEUDONYMS,
    QUESTIONS,
    STAGES,
    Sector,
    Stage,
    fitting_courses,
    missing,
    profile_of,
)
from playground_demos.demos.readiness.steps import answers_of, sector_of
from playground_demos.errors import VisitorMessage

ALL = tuple(itertools.product(range(3), repeat=len(QUESTIONS)))
COURSES = Path(__file__).parent.parent / "courses"


def test_ten_questions_are_two_for_each_area() -> None:
    assert len(QUESTIONS) == 10
    assert all(sum(one.area is area for one in QUESTIONS) == 2 for area in AREAS)


def test_no_to_everything_is_the_first_stage_and_yes_to_everything_the_last() -> None:
    assert profile_of((0,) * 10).stage is Stage.CURIOUS
    assert profile_of((2,) * 10).stage is Stage.SPREADING


def test_every_stage_is_reached_by_an_example() -> None:
    assert {predict(None, answers).stage for answers in EXAMPLES} < set(STAGES)
    assert {profile_of(answers).stage for answers in ALL[::97]} == set(STAGES)


def test_a_better_answer_never_lowers_the_stage() -> None:
    for answers in ALL[::211]:
        before = STAGES.index(profile_of(answers).stage)
        for index, answer in enumerate(answers):
            if answer < 2:
                better = profile_of((*answers[:index], answer + 1, *answers[index + 1 :]))
                assert STAGES.index(better.stage) >= before


def test_the_reason_names_what_the_next_stage_lacks_and_a_single_lift_lifts() -> None:
    for answers in ALL[::211]:
        profile = profile_of(answers)
        why = explain(None, answers, profile)
        if why.next_stage is None:
            assert profile.stage is Stage.SPREADING
            continue
        assert why.lacking == missing(profile.points, why.next_stage) != {}
        for index in why.lifting:
            lifted = (*answers[:index], answers[index] + 1, *answers[index + 1 :])
            assert STAGES.index(profile_of(lifted).stage) > STAGES.index(profile.stage)


@pytest.mark.parametrize("language", Language)
def test_the_page_says_stage_steps_and_courses_in_the_visitor_s_language(
    language: Language,
) -> None:
    for answers in EXAMPLES:
        profile = predict(None, answers)
        why = explain(None, answers, profile)
        page = profile_page(profile, why, "curious", Sector.FACTORY, language)
        assert STAGE_WORDS[profile.stage].said_in(language) in page
        assert page.count("<ol>") == 1
        assert INDUSTRY.title.said_in(language) in page


def test_a_factory_is_not_sent_to_the_course_on_logistics() -> None:
    profile = predict(None, EXAMPLES[0])
    assert LOGISTICS not in fitting_courses(profile, Sector.FACTORY)
    assert INDUSTRY not in fitting_courses(profile, Sector.LOGISTICS)
    assert PSEUDONYMS in fitting_courses(profile, Sector.OTHER)


@pytest.mark.parametrize("course", [FOUNDATIONS, INDUSTRY, LOGISTICS, PSEUDONYMS])
def test_a_recommended_course_is_called_as_the_course_calls_itself(course: object) -> None:
    path = COURSES / course.folder / "course.toml"  # type: ignore[attr-defined]
    if not path.exists():
        pytest.skip("this course is not written yet")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    words = course.title  # type: ignore[attr-defined]
    assert (words.ko, words.en) == (told["title"], told["title_en"])


@pytest.mark.parametrize("wrong", [None, 3, -1, "2", True, 1.0])
def test_a_missing_or_foreign_answer_is_named_by_its_number(wrong: object) -> None:
    with pytest.raises(VisitorMessage, match="Number 4"):
        answers_of([1, 1, 1, wrong, 1, 1, 1, 1, 1, 1])
    with pytest.raises(VisitorMessage):
        answers_of([1] * 9)


def test_an_unknown_trade_is_no_trade() -> None:
    assert sector_of("factory") is Sector.FACTORY
    assert sector_of("<script>") is sector_of(None) is Sector.OTHER
