"""What the city wants to know of an event or a year: how many came, what they tried and said.

Made of counts and of sentences that were screened; nobody can be found in it. Counts what is there,
rounds nothing up, and says what it does not know. Draws nothing; see `report_files`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playground_demos.events.book import DEFAULT_TARGET, Event
from playground_demos.events.survey import MOST_STARS, Sentence, Survey
from playground_demos.events.usage import SECONDS, STARS, TRY, VISITORS, HourCount, UsageRecord


@dataclass(frozen=True)
class Hour:
    """One hour of the report, in the lab's time zone."""

    begins: datetime
    visitors: int
    tries: int


@dataclass(frozen=True)
class Report:
    """The figures of one event or one year.

    `seconds` are those between a visitor's requests, long pauses left out. `stars` counts answers
    by their number. `hours` are those in which something happened.
    """

    title: str
    begins: datetime
    ends: datetime
    target: int
    visitors: int
    seconds: int
    tries: Mapping[str, int]
    stars: Mapping[int, int]
    sentences: Sequence[Sentence]
    hours: Sequence[Hour]

    @property
    def share_of_target(self) -> float:
        """1 where as many came as were hoped for."""
        return self.visitors / self.target

    @property
    def mean_stars(self) -> float | None:
        """The mean of all answers, None without any."""
        answers = sum(self.stars.values())
        return (
            sum(star * count for star, count in self.stars.items()) / answers if answers else None
        )

    @property
    def minutes_a_visitor(self) -> float | None:
        """The mean, None without a visitor."""
        return self.seconds / 60 / self.visitors if self.visitors else None


def report_of_event(event: Event, usage: UsageRecord, survey: Survey, timezone: str) -> Report:
    """What was counted with `event`."""
    zone = ZoneInfo(timezone)
    begins, ends = event.begins.astimezone(zone), event.ends.astimezone(zone)
    # Whoever came in time may go on a while after the end.
    last = ends.replace(hour=23, minute=59, second=59)
    counts = [one for one in usage.counts(begins, last) if one.event == event.code]
    sentences = survey.sentences(event.begins.date(), last.astimezone(zone).date())
    said = [one for one in sentences if one.event == event.code]
    return _report(event.name, begins, ends, event.target, counts, said, zone)


def report_of_year(
    year: int, usage: UsageRecord, survey: Survey, timezone: str, target: int = DEFAULT_TARGET
) -> Report:
    """All that was counted in a year, at events and between them."""
    zone = ZoneInfo(timezone)
    begins, ends = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    counts = usage.counts(begins, ends)
    # A sentence has a day and no hour: the last is the year's own, not the next one's first.
    sentences = survey.sentences(begins.date(), ends.date() - timedelta(days=1))
    return _report(str(year), begins, ends, target, counts, sentences, zone)


def _report(
    title: str,
    begins: datetime,
    ends: datetime,
    target: int,
    counts: Sequence[HourCount],
    sentences: Sequence[Sentence],
    zone: ZoneInfo,
) -> Report:
    sums: Counter[str] = Counter()
    visitors: Counter[datetime] = Counter()
    tries: Counter[datetime] = Counter()
    for one in counts:
        sums[one.what] += one.count
        hour = one.hour.astimezone(zone)
        if one.what == VISITORS:
            visitors[hour] += one.count
        elif one.what.startswith(TRY):
            tries[hour] += one.count
    return Report(
        title=title,
        begins=begins,
        ends=ends,
        target=target,
        visitors=sums[VISITORS],
        seconds=sums[SECONDS],
        tries={
            what.removeprefix(TRY): count
            for what, count in sums.most_common()
            if what.startswith(TRY)
        },
        stars={star: sums[f"{STARS}{star}"] for star in range(1, MOST_STARS + 1)},
        sentences=sentences,
        hours=[Hour(hour, visitors[hour], tries[hour]) for hour in sorted({*visitors, *tries})],
    )
