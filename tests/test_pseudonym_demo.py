"""The pseudonym demo: its neighbours cannot be real, its counts are true, its search is careful."""

import json
from pathlib import Path

import numpy as np
import pytest

from playground_demos.about import Language
from playground_demos.demos.pseudonym import EXAMPLES, Question, explain, load, predict
from playground_demos.demos.pseudonym.census import Census
from playground_demos.demos.pseudonym.page import answer_page, person_page, text_page
from playground_demos.demos.pseudonym.town import (
    PEOPLE,
    RUNGS,
    count_alike,
    direct_of,
    make_town,
    tell,
)
from playground_demos.toolkit.personal_text import KIND_WORDS, Kind, find_personal, hide, split_text

NAMES = {kind: words.en for kind, words in KIND_WORDS.items()}
NUMBER = "900101-3123454"


@pytest.fixture(scope="module")
def model() -> Census:
    return load(Path())


def found(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_personal(text)]


def test_no_neighbour_can_be_a_real_person(model: Census) -> None:
    for person in range(0, PEOPLE, 7):
        direct = direct_of(model.town, person)
        assert 60 <= int(direct.number[:2]) <= 99
        assert direct.number[7] in "34"  # with the years above: born 2060 to 2099
        assert direct.phone.startswith("010-0")


def test_the_same_seed_makes_the_same_town() -> None:
    first, second = make_town(), make_town()
    assert np.array_equal(first.rows, second.rows)
    assert direct_of(first, 11) == direct_of(second, 11)


def test_alike_are_counted_as_a_loop_would_count_them() -> None:
    codes = np.random.default_rng(3).integers(0, 3, (200, 3))
    counted = [sum(np.array_equal(one, other) for other in codes) for one in codes]
    assert count_alike(codes).tolist() == counted


def test_every_rung_hides_more_people_and_is_of_less_use(model: Census) -> None:
    hidden, useful = zip(*model.ladder, strict=True)
    assert list(hidden) == sorted(hidden)
    assert list(useful) == sorted(useful, reverse=True)
    assert useful[0] > 0.99
    assert hidden[0] < 0.1
    assert hidden[-1] == 1


@pytest.mark.parametrize("rung", range(len(RUNGS)))
def test_the_columns_narrow_the_town_down_to_those_who_are_alike(model: Census, rung: int) -> None:
    question = Question(42, rung)
    prediction = predict(model, question)
    explanation = explain(model, question, prediction)
    assert explanation.left[0] == PEOPLE
    assert list(explanation.left) == sorted(explanation.left, reverse=True)
    assert explanation.left[-1] == prediction.alike >= prediction.k
    assert all(count >= prediction.alike for count in explanation.without)


@pytest.mark.parametrize("language", Language)
def test_an_answer_shows_the_pseudonym_and_neither_name_nor_number(
    model: Census, language: Language
) -> None:
    question = Question(42, 2)
    prediction = predict(model, question)
    explanation = explain(model, question, prediction)
    page = answer_page(model, question, prediction, explanation, "few", language)
    direct = direct_of(model.town, 42)
    assert tell(model.town.rows[42], RUNGS[2])[2].said_in(language) in page
    assert not any(part in page for part in (direct.name, direct.number, direct.phone))
    assert all(
        part in person_page(model.town, 42, language)
        for part in (direct.name, direct.number, direct.phone)
    )


def test_a_particle_does_not_hide_a_number() -> None:
    assert found(f"번호는{NUMBER}입니다") == [(Kind.NUMBER, NUMBER)]


def test_a_number_whose_check_digit_is_wrong_is_found_all_the_same() -> None:
    right, wrong = find_personal(NUMBER), find_personal("900101-3123455")
    assert [one.is_sure for one in (*right, *wrong)] == [True, False]


def test_full_width_digits_are_found_at_their_own_place() -> None:
    text = "㈜예시 ９００１０１－３１２３４５４으로"
    assert found(text) == [(Kind.NUMBER, "９００１０１－３１２３４５４")]


def test_a_card_number_needs_its_check_digit_and_is_no_registration_number() -> None:
    assert found("카드 0000-0000-0000-0000") == [(Kind.CARD, "0000-0000-0000-0000")]
    assert found("주문 0009001013123455") == []


def test_a_phone_an_address_and_a_name_with_a_title_are_found() -> None:
    text = "김합성 님 01001234567로, test@example.com"
    assert [kind for kind, _ in found(text)] == [Kind.NAME, Kind.PHONE, Kind.EMAIL]


@pytest.mark.parametrize(
    "text",
    [
        "010 - 1234 - 5678",
        "(010)1234-5678",
        "032) 123-4567",
        "010/1234/5678",
        "010·1234·5678",
        "+82 10-1234-5678",
        "900101 - 1234567",
        "900101-1******",
        "minji @ example.org",
        "minji골뱅이example.org",
        "저는 김민수입니다",
        "허준 선생님",
        "홍길동 올림",
        "연수구 컨벤시아대로 123",
        "101동 1203호에 살아요",
    ],
)
def test_numbers_names_and_addresses_are_found_however_they_are_written(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["손글씨", "우리 선생님", "주신 선생님", "강사님", "저는 한국인입니다", "다시 앞으로 3번"],
)
def test_what_only_begins_like_a_name_is_none(text: str) -> None:
    assert found(text) == []


def test_what_rules_cannot_find_is_not_claimed() -> None:
    assert found(EXAMPLES[2]) == []
    assert found("정비가 필요하고 이상이 없습니다") == []


def test_the_pieces_of_a_text_make_the_text_again_and_hiding_leaves_nothing() -> None:
    for text in EXAMPLES:
        findings = find_personal(text)
        assert "".join(piece for piece, _ in split_text(text, findings)) == text
        hidden = hide(text, findings, NAMES)
        assert not any(text[one.start : one.end] in hidden for one in findings)


@pytest.mark.parametrize("language", Language)
def test_a_script_in_a_text_is_shown_and_not_run(language: Language) -> None:
    text = '<script>alert("김합성 님")</script> ' + NUMBER
    page = text_page(text, find_personal(text), language)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_examples_are_plain_values() -> None:
    assert tuple(json.loads(json.dumps(EXAMPLES))) == EXAMPLES
