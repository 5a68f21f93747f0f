"""Reports say what was counted, in three kinds of file, and hold nothing that runs."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from playground_demos.__main__ import main
from playground_demos.events.book import Event, EventBook
from playground_demos.events.report import Report, report_of_event, report_of_year
from playground_demos.events.report_files import report_csv, report_page, report_pdf
from playground_demos.events.survey import Sentence, Survey
from playground_demos.events.usage import UsageRecord

SEOUL = "Asia/Seoul"
TITLES = {"ink": "잉크"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lab.toml").write_text(
        '[lab]\nstate_dir = "var"\n[playground]\npublic_url = "https://ai.example.org"\n'
    )
    return tmp_path


def busy(folder: Path) -> tuple[UsageRecord, Event]:
    """A record in which two came by an event's code and one did not."""
    usage = UsageRecord.in_file(folder / "var" / "playground" / "usage.sqlite")
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    event = EventBook(usage.engine).add("체험의 날", now - hour, now + hour, 8)
    for what, code, count in (
        ("visitors", event.code, 2),
        ("visitors", "", 1),
        ("try:ink", event.code, 5),
        ("seconds", event.code, 360),
    ):
        usage.add(what, code, count)
    survey = Survey(usage)
    survey.take("a", "ink", event.code, 5, "=HYPERLINK(1) <script>alert(1)</script>")
    survey.take("b", "ink", event.code, 2, "")
    return usage, event


def test_an_event_counts_its_own_visitors_and_a_year_counts_all(folder: Path) -> None:
    usage, event = busy(folder)
    survey = Survey(usage)
    mine = report_of_event(event, usage, survey, SEOUL)
    assert (mine.visitors, mine.share_of_target, mine.tries) == (2, 0.25, {"ink": 5})
    assert (mine.minutes_a_visitor, mine.mean_stars) == (3.0, 3.5)
    year = datetime.now(UTC).astimezone(mine.begins.tzinfo).year
    assert report_of_year(year, usage, survey, SEOUL).visitors == 3
    usage.close()


def test_an_event_without_visitors_has_no_means(folder: Path) -> None:
    usage, _ = busy(folder)
    now = datetime.now(UTC)
    empty = EventBook(usage.engine).add("빈 날", now, now + timedelta(hours=1), 8)
    report = report_of_event(empty, usage, Survey(usage), SEOUL)
    assert (report.visitors, report.minutes_a_visitor, report.mean_stars) == (0, None, None)
    assert "빈 날" in report_page(report, TITLES)
    assert report_pdf(report, TITLES).startswith(b"%PDF")
    usage.close()


def report() -> Report:
    moment = datetime(2026, 12, 1, 10, tzinfo=UTC)
    said = [Sentence(moment.date(), "", 5, "=1+1"), Sentence(moment.date(), "", 1, "<b>굵게</b>")]
    return Report("<i>날</i>", moment, moment, 10, 3, 60, {"ink": 7}, {5: 1, 1: 1}, said, [])


def test_what_visitors_wrote_is_text_in_every_file() -> None:
    page = report_page(report(), TITLES)
    assert "<b>굵게" not in page
    assert "<i>날" not in page
    rows = list(csv.reader(io.StringIO(report_csv(report(), TITLES).decode("utf-8-sig"))))
    assert ["한마디", "5점", "'=1+1"] in rows
    assert ["체험", "잉크", "7"] in rows


def test_what_visitors_wrote_is_in_the_pdf_too_whatever_its_letters(folder: Path) -> None:
    without = report_pdf(replace(report(), sentences=[]), TITLES)
    said = [Sentence(date(2026, 12, 1), "", 5, "좋아요 👍 $5 " + "참" * 180)] * 30
    made = report_pdf(replace(report(), title="긴 이름 " * 20, sentences=said), TITLES)
    assert without.count(b"/Type /Page ") == 1
    assert made.count(b"/Type /Page ") > 3
    assert b"/Subtype /Type0" in made  # letters, not drawings of letters


def test_a_sentence_of_new_year_s_day_is_one_year_s(folder: Path) -> None:
    usage, _ = busy(folder)
    survey = Survey(usage)
    with usage.engine.begin() as connection:
        connection.execute(text("UPDATE survey_sentences SET day = '2027-01-01'"))
    said = [len(report_of_year(year, usage, survey, SEOUL).sentences) for year in (2026, 2027)]
    assert said == [0, 1]
    usage.close()


@pytest.mark.parametrize("kind", ["html", "csv", "pdf"])
def test_the_operator_gets_a_report_by_one_command(
    folder: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    usage, event = busy(folder)
    usage.close()
    out = folder / f"report.{kind}"
    config = ["--config", str(folder / "lab.toml")]
    assert main([*config, "report", event.code, "--out", str(out)]) == 0
    assert "2 visitors of 8" in capsys.readouterr().out
    assert out.stat().st_size > 500


def test_an_event_is_added_listed_and_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(folder / "lab.toml")]
    times = ["--begins", "2026-12-01 10:00", "--ends", "2026-12-01 17:00"]
    assert main([*config, "event-add", "겨울 축제", *times]) == 0
    code = capsys.readouterr().out.split()[0]
    assert main([*config, "event-list"]) == 0
    assert "2026-12-01 10:00 – 2026-12-01 17:00  겨울 축제" in capsys.readouterr().out
    poster = folder / "poster.html"
    assert main([*config, "poster", code, "--out", str(poster)]) == 0
    assert "public_url" not in capsys.readouterr().out
    page = poster.read_text("utf-8")
    assert f"https://ai.example.org/e/{code}" in page
    assert "<svg" in page


def test_a_poster_that_no_phone_can_follow_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "lab.toml").write_text('[lab]\nstate_dir = "var"\n[playground]\nhost = "0.0.0.0"\n')
    times = ["--begins", "2026-12-01 10:00", "--ends", "2026-12-01 17:00"]
    assert main(["--config", str(folder / "lab.toml"), "event-add", "축제", *times]) == 0
    assert "Set [playground] public_url" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "zzzzz", "--out", "r.csv"], "no event has the code 'zzzzz'"),
        (["report", "2026", "--out", "r.docx"], "expected a name that ends with"),
        (["report", "2026", "--out", "/nowhere/r.csv"], "nothing was written"),
        (["event-add", "x", "--begins", "soon", "--ends", "later"], "expected a date"),
    ],
)
def test_what_cannot_be_is_said_without_a_traceback(
    folder: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(folder / "lab.toml"), *words]) == 1
    assert said in capsys.readouterr().err
