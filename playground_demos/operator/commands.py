"""What an operator asks of the playground at a desk: events, their posters, reports.

Works on the playground's database beside a running playground. Serves nothing.
"""

import argparse
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from playground_demos.catalogue import find_demos
from playground_demos.errors import PlaygroundError
from playground_demos.events.book import DEFAULT_TARGET, Event, EventBook, read_moment
from playground_demos.events.report import Report, report_of_event, report_of_year
from playground_demos.events.report_files import poster_page, report_file
from playground_demos.events.survey import Survey
from playground_demos.events.usage import UsageRecord
from playground_demos.settings import PlaygroundSection
from sandbox.settings import LabSection

HERE_ALONE = {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"}


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add `event-add`, `event-list`, `poster` and `report`; without one of them we serve."""
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    add = commands.add_parser("event-add", help="add an event and print its code")
    add.add_argument("name")
    add.add_argument("--begins", required=True, metavar="TIME", help="such as '2026-12-01 10:00'")
    add.add_argument("--ends", required=True, metavar="TIME")
    add.add_argument(
        "--target",
        type=int,
        default=DEFAULT_TARGET,
        help=f"visitors hoped for (default: {DEFAULT_TARGET})",
    )
    commands.add_parser("event-list", help="list the events, the latest first")
    poster = commands.add_parser("poster", help="write a page to print, with an event's QR code")
    poster.add_argument("code")
    report = commands.add_parser("report", help="write the report of an event or a year")
    report.add_argument("what", metavar="CODE|YEAR")
    for command, kinds in ((poster, "*.html"), (report, "*.html, *.csv or *.pdf")):
        command.add_argument("--out", type=Path, required=True, help=f"the file: {kinds}")


def run(
    options: argparse.Namespace, lab: LabSection, section: PlaygroundSection, usage: UsageRecord
) -> str:
    """Do what `options.command` says; what to print.

    Raises:
        PlaygroundError: It cannot be done; nothing was written.
    """  # noqa: DOC502
    events = EventBook(usage.engine)
    if options.command == "event-add":
        begins, ends = (read_moment(text, lab.timezone) for text in (options.begins, options.ends))
        event = events.add(options.name, begins, ends, options.target)
        return f"{event.code}  {event.name}\n{_told_address(section, event)}"
    if options.command == "event-list":
        zone = ZoneInfo(lab.timezone)
        lines = [_line(one, zone) for one in events.all()]
        return "\n".join(lines) or "There is no event yet."
    if options.command == "poster":
        event = _find(events, options.code)
        _write(options.out, poster_page(event, _address(section, event)).encode())
        return f"{options.out}: {_told_address(section, event)}"
    report = _report(options.what, events, usage, lab)
    titles = {
        name: demo.ABOUT.title.said_in(section.languages[0])
        for name, demo in find_demos(()).items()
    }
    _write(options.out, report_file(options.out, report, titles))
    return f"{options.out}: {report.visitors} visitors of {report.target} hoped for."


def _line(event: Event, zone: ZoneInfo) -> str:
    begins, ends = (moment.astimezone(zone) for moment in (event.begins, event.ends))
    return f"{event.code}  {begins:%Y-%m-%d %H:%M} – {ends:%Y-%m-%d %H:%M}  {event.name}"


def _report(what: str, events: EventBook, usage: UsageRecord, lab: LabSection) -> Report:
    survey = Survey(usage)
    if what.isdecimal() and len(what) == 4:
        return report_of_year(int(what), usage, survey, lab.timezone)
    return report_of_event(_find(events, what), usage, survey, lab.timezone)


def _find(events: EventBook, code: str) -> Event:
    event = events.find(code)
    if event is None:
        known = ", ".join(one.code for one in events.all()) or "none"
        raise PlaygroundError(f"no event has the code {code!r}. There are: {known}.")
    return event


def _address(section: PlaygroundSection, event: Event) -> str:
    scheme = "https" if section.tls_certificate else "http"
    base = section.public_url or f"{scheme}://{section.host}:{section.port}/"
    return urljoin(base if base.endswith("/") else f"{base}/", f"e/{event.code}")


def _told_address(section: PlaygroundSection, event: Event) -> str:
    address = _address(section, event)
    host = urlsplit(address).hostname or ""
    if host in HERE_ALONE:
        address += (
            f"\nNo phone reaches {host}. Set [playground] public_url to the address that phones of"
            " the venue can open, and write the poster then."
        )
    return address


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise PlaygroundError(f"{path}: {error.strerror}; nothing was written.") from None
