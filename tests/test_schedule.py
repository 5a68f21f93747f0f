"""Moments of the week, in the lab's time zone."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub_config.schedule import next_moment, parse_moment
from hub_config.settings import SettingsError, load_settings

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")


def find_next(texts: list[str], after: datetime, zone: ZoneInfo) -> datetime | None:
    return next_moment([parse_moment(text) for text in texts], after, zone)


def test_a_moment_is_one_of_the_lab_s_time_zone() -> None:
    sunday = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # Monday 08:00 in Seoul
    monday = datetime(2026, 11, 22, 23, 45, tzinfo=UTC)
    assert find_next(["Mon 08:45"], sunday, SEOUL) == monday


def test_the_next_of_several_moments_is_the_earliest() -> None:
    tuesday = datetime(2026, 11, 24, 12, 0, tzinfo=SEOUL)
    found = find_next(["Mon 08:45", "Fri 13:00", "Thu 18:30"], tuesday, SEOUL)
    assert found == datetime(2026, 11, 26, 18, 30, tzinfo=SEOUL)


def test_after_a_moment_comes_that_of_the_next_week() -> None:
    monday = datetime(2026, 11, 23, 8, 45, tzinfo=SEOUL)
    assert find_next(["Mon 08:45"], monday, SEOUL) == datetime(2026, 11, 30, 8, 45, tzinfo=SEOUL)


def test_the_wall_clock_counts_when_summer_time_ends() -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    found = find_next(["Mon 08:45"], saturday, BERLIN)
    assert found == datetime(2026, 10, 26, 7, 45, tzinfo=UTC)


def test_without_moments_there_is_no_next() -> None:
    assert find_next([], datetime(2026, 11, 22, tzinfo=UTC), SEOUL) is None


@pytest.mark.parametrize("text", ["Mon 8:45", "Mon 24:00", "08:45", "Mo 08:45", "Mon 08:45 ", ""])
def test_a_malformed_moment_is_told_with_what_was_found_and_expected(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "lab.toml"
    file.write_text(f'[classes.spring]\nwarm_at = ["{text}"]\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    told = str(caught.value)
    assert told.startswith(f"{file}:2: classes.spring.warm_at")
    assert f'"{text}"' in told
    assert 'expected a weekday and a time of 24 hours, such as "Mon 08:45"' in told


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("[hub]\nserver_idle_seconds = 60", "server_idle_seconds = 60: expected 1800 or more"),
        ('[lab]\ntimezone = "Mars/One"', 'timezone = "Mars/One": expected a time zone'),
    ],
)
def test_settings_under_which_a_class_would_be_warmed_in_vain_are_refused(
    tmp_path: Path, more: str, expected: str
) -> None:
    file = tmp_path / "lab.toml"
    file.write_text(more, encoding="utf-8")
    load_settings(file)
    file.write_text(f'{more}\n[classes.spring]\nwarm_at = ["Mon 08:45"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=expected):
        load_settings(file)
