"""The survey counts one answer for each visitor and demo, and keeps nothing personal."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playground_demos.errors import VisitorMessage
from playground_demos.events.survey import LONGEST_SENTENCE, Survey
from playground_demos.events.usage import UsageRecord


@pytest.fixture
def usage(tmp_path: Path) -> Iterator[UsageRecord]:
    record = UsageRecord.in_file(tmp_path / "usage.sqlite")
    yield record
    record.close()


@pytest.fixture
def survey(usage: UsageRecord) -> Survey:
    return Survey(usage)


def texts(survey: Survey) -> list[str]:
    today = datetime.now(UTC).date()
    return [one.text for one in survey.sentences(today, today)]


def test_a_second_answer_of_the_same_visitor_is_not_counted(
    survey: Survey, usage: UsageRecord
) -> None:
    survey.take("a", "ink", "", 5, "")
    survey.take("a", "ink", "", 1, "")
    survey.take("a", "casting", "", 4, "")
    survey.take("b", "ink", "", 5, "")
    assert usage.totals() == {"stars:5": 2, "stars:4": 1}


def test_a_sentence_may_follow_the_tap(survey: Survey, usage: UsageRecord) -> None:
    survey.take("a", "ink", "abcde", 5, "")
    survey.take("a", "ink", "abcde", 5, "  아이와 함께\n해서 좋았어요 ")
    survey.take("a", "ink", "abcde", 5, "한 번 더")
    assert texts(survey) == ["아이와 함께 해서 좋았어요"]
    assert usage.totals() == {"stars:5": 1}


@pytest.mark.parametrize(
    "sentence",
    [
        "010-1234-5678로 연락 주세요",
        "제 메일은 minji@example.org예요",
        "900101-2345678",
        "김민지님이 친절했어요",
    ],
)
def test_a_sentence_with_something_personal_is_not_kept_and_may_be_sent_without(
    survey: Survey, usage: UsageRecord, sentence: str
) -> None:
    with pytest.raises(VisitorMessage, match="personal data"):
        survey.take("a", "ink", "", 3, sentence)
    assert texts(survey) == []
    survey.take("a", "ink", "", 3, "친절했어요")
    assert texts(survey) == ["친절했어요"]
    assert usage.totals() == {"stars:3": 1}


@pytest.mark.parametrize(
    "sentence",
    [
        "손글씨가 재미있었어요",
        "가르쳐 주신 선생님 감사합니다",
        "우리 사장님께도 보여 드리고 싶어요",
        "강사님이 유명한 선생님이래요",
        "신문 기사로 보던 한국 대표 기술",
        "1, 2, 3점 가운데 3점. 앞으로 3번 더 오겠습니다",
    ],
)
def test_a_harmless_sentence_is_kept(survey: Survey, sentence: str) -> None:
    survey.take("a", "ink", "", 3, sentence)
    assert texts(survey) == [sentence]


@pytest.mark.parametrize("stars", [0, 6, -1, True, "5", 4.5, None, [5], 10**400])
def test_what_is_no_number_of_stars_counts_nothing(
    survey: Survey, usage: UsageRecord, stars: object
) -> None:
    with pytest.raises(VisitorMessage):
        survey.take("a", "ink", "", stars, "")
    assert usage.totals() == {}


def test_what_no_database_takes_is_left_out_of_a_sentence(survey: Survey) -> None:
    survey.take("a", "ink", "", 5, "좋\ud800았\0어요")
    assert texts(survey) == ["좋았 어요"]


def test_a_sentence_that_is_too_long_is_refused_whole(survey: Survey) -> None:
    with pytest.raises(VisitorMessage, match=str(LONGEST_SENTENCE)):
        survey.take("a", "ink", "", 5, "가" * (LONGEST_SENTENCE + 1))
    assert texts(survey) == []
