"""Moments that come back every week, such as `Mon 08:45`, and when the next one is.

A moment is wall-clock time of the lab's time zone; what this computes with is absolute time, so
that a change to summer time neither skips nor doubles one. Waits for nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOMENT = re.compile(rf"({'|'.join(WEEKDAYS)}) ([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True)
class WeeklyMoment:
    """A minute of a week; `weekday` counts from Monday, 0."""

    weekday: int
    at: time


def parse_moment(text: str) -> WeeklyMoment:
    """Read a moment such as `Mon 08:45`.

    Raises:
        ValueError: It is none; the message says what was expected.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(
            'a weekday and a time of 24 hours, such as "Mon 08:45"; weekdays are '
            + ", ".join(WEEKDAYS)
        )
    day, hour, minute = found.groups()
    return WeeklyMoment(WEEKDAYS.index(day), time(int(hour), int(minute)))


def next_moment(moments: Iterable[WeeklyMoment], after: datetime, zone: tzinfo) -> datetime | None:
    """The first of these moments that comes after `after`, in UTC; None where there are none."""
    today = after.astimezone(zone).date()
    # Eight days: today's moment may be over already, and its next is a week away.
    days = [today + timedelta(days=number) for number in range(8)]
    coming = (
        datetime.combine(day, moment.at, zone).astimezone(UTC)
        for moment in moments
        for day in days
        if day.weekday() == moment.weekday
    )
    return min((moment for moment in coming if moment > after), default=None)
