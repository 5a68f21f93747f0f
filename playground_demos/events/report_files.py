"""A report as a page, as CSV and as PDF, in Korean, and the poster with an event's code.

Nothing in them comes from another machine: the page holds its style and its drawings, the PDF its
font. A sentence of a visitor is text everywhere, also to a spreadsheet.
"""

import csv
import io
import logging
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from playground_demos.errors import PlaygroundError
from playground_demos.events.book import Event
from playground_demos.events.report import Report
from playground_demos.events.survey import Sentence
from playground_demos.look import STYLESHEET

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

TEMPLATE_DIR = Path(__file__).parent.parent / "templates"
A4_INCHES = (8.27, 11.69)
LETTERS_A_LINE = 42  # Hangul, the widest there is
LINES_A_PAGE = 44
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def report_file(name: Path, report: Report, titles: Mapping[str, str]) -> bytes:
    """The content of a report file of the kind that `name` ends with.

    Args:
        name: `.html`, `.csv` or `.pdf`.
        report: The figures.
        titles: What people call each demo.

    Raises:
        PlaygroundError: It ends with something else.
    """
    if name.suffix == ".html":
        return report_page(report, titles).encode("utf-8")
    if name.suffix == ".csv":
        return report_csv(report, titles)
    if name.suffix == ".pdf":
        return report_pdf(report, titles)
    raise PlaygroundError(f"{name}: expected a name that ends with .html, .csv or .pdf.")


def report_page(report: Report, titles: Mapping[str, str]) -> str:
    """One page that needs nothing beside it."""
    return _render("report.html", report=report, titles=titles)


def poster_page(event: Event, address: str) -> str:
    """A page to print: what the event is called, and the code that phones read."""
    code = segno.make(address, error="q")
    picture = code.svg_inline(scale=8, border=4, dark="#000000", light="#ffffff")
    return _render("poster.html", event=event, address=address, picture=Markup(picture))


def report_csv(report: Report, titles: Mapping[str, str]) -> bytes:
    """Rows of (kind, what, value), which begin with the mark by which Excel knows UTF-8."""
    rows: list[tuple[str, str, object]] = [
        ("제목", report.title, ""),
        ("기간", "시작", report.begins.isoformat(timespec="minutes")),
        ("기간", "끝", report.ends.isoformat(timespec="minutes")),
        ("방문", "목표", report.target),
        ("방문", "방문객 수", report.visitors),
        ("방문", "목표 대비 (%)", round(100 * report.share_of_target, 1)),
        ("방문", "머문 시간 합계 (분)", round(report.seconds / 60, 1)),
    ]
    rows += [("체험", titles.get(name, name), count) for name, count in report.tries.items()]
    rows += [("만족도", f"{star}점", count) for star, count in report.stars.items()]
    if report.mean_stars is not None:
        rows.append(("만족도", "평균", round(report.mean_stars, 2)))
    for hour in report.hours:
        when = hour.begins.isoformat(sep=" ", timespec="minutes")
        rows += [("시간대 방문", when, hour.visitors), ("시간대 체험", when, hour.tries)]
    rows += [("한마디", f"{one.stars}점", _harmless(one.text)) for one in report.sentences]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("구분 kind", "항목 item", "값 value"))
    writer.writerows((kind, _harmless(what), value) for kind, what, value in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def report_pdf(report: Report, titles: Mapping[str, str]) -> bytes:
    """An A4 page of figures and drawings, and more for what visitors wrote.

    Its words are words, which can be searched, copied and read aloud.
    """
    import matplotlib  # takes long to import, and only a report needs it
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = io.BytesIO()
    # It would tell of each table of the font that it drops.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    # Type 42: the others draw Hangul without saying what it is.
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(buffer) as pages:
        pages.savefig(_figures_page(report, titles))
        lines = [line for one in report.sentences for line in _wrapped(one)]
        for first in range(0, len(lines), LINES_A_PAGE):
            pages.savefig(_sentences_page(lines[first : first + LINES_A_PAGE]))
    return buffer.getvalue()


def _figures_page(report: Report, titles: Mapping[str, str]) -> "Figure":
    from matplotlib.figure import Figure

    font = _font()
    figure = Figure(figsize=A4_INCHES)
    title, size = _fitted(report.title)
    figure.text(0.08, 0.94, title, fontproperties=font, fontsize=size)
    period = f"{report.begins:%Y-%m-%d %H:%M} – {report.ends:%Y-%m-%d %H:%M}"
    figure.text(0.08, 0.915, period, fontproperties=font, fontsize=11, color="#4a5866")
    for place, (value, words) in enumerate(_headlines(report)):
        left = 0.08 + 0.22 * place
        figure.text(left, 0.85, value, fontproperties=font, fontsize=24, color="#0b5cad")
        figure.text(left, 0.83, words, fontproperties=font, fontsize=10, color="#4a5866")
    tries = {titles.get(name, name): count for name, count in report.tries.items()}
    stars = {f"{star}점": count for star, count in report.stars.items()}
    hours = {f"{hour.begins:%d일 %H시}": hour.tries for hour in report.hours[-24:]}
    for bottom, words, bars in (
        (0.58, "체험별 횟수", tries),
        (0.34, "만족도", stars),
        (0.10, "시간대별 체험 횟수 (마지막 24시간)", hours),
    ):
        axes = figure.add_axes((0.22, bottom, 0.7, 0.18))
        axes.set_title(words, fontproperties=font, fontsize=12, loc="left")
        places = range(len(bars))
        drawn = axes.barh(list(places), list(bars.values()), color="#0b5cad")
        axes.bar_label(drawn, padding=3, fontsize=9)
        axes.set_yticks(list(places), list(bars), fontproperties=font, fontsize=9)
        axes.invert_yaxis()
        axes.xaxis.set_visible(False)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
    note = "방문 표시(쿠키)로 셌으며, 이름과 주소와 입력한 내용은 남기지 않았습니다."
    figure.text(0.08, 0.04, note, fontproperties=font, fontsize=9, color="#4a5866")
    return figure


def _sentences_page(lines: Sequence[str]) -> "Figure":
    from matplotlib.figure import Figure

    font = _font()
    figure = Figure(figsize=A4_INCHES)
    figure.text(0.08, 0.94, "한마디", fontproperties=font, fontsize=16)
    for place, line in enumerate(lines):
        figure.text(0.08, 0.91 - 0.019 * place, line, fontproperties=font, fontsize=11)
    return figure


def _wrapped(one: Sentence) -> list[str]:
    words = _drawable(f"({one.stars}점) {one.text}")
    return textwrap.wrap(words, LETTERS_A_LINE, subsequent_indent="        ")


def _fitted(title: str) -> tuple[str, float]:
    """The title as it can be drawn, and the size at which it is no wider than the page."""
    from matplotlib.textpath import TextPath

    title = _drawable(title)
    width_points = TextPath((0, 0), title, size=1, prop=_font()).get_extents().width
    room_points = 0.84 * A4_INCHES[0] * 72
    return title, min(22.0, room_points / max(width_points, 1e-3))


def _drawable(text: str) -> str:
    """With a box for what the font has no picture of, such as an emoji; `$` is no formula."""
    from matplotlib.font_manager import get_font

    known = get_font(str(_korean_font())).get_charmap()
    return "".join(one if ord(one) in known else "□" for one in text).replace("$", r"\$")


def _headlines(report: Report) -> list[tuple[str, str]]:
    minutes, mean = report.minutes_a_visitor, report.mean_stars
    return [
        (
            f"{report.visitors:,}명",
            f"방문객 (목표 {report.target:,}명의 {report.share_of_target:.0%})",
        ),
        (f"{sum(report.tries.values()):,}번", "체험 횟수"),
        ("–" if minutes is None else f"{minutes:.1f}분", "한 분이 머문 시간"),
        ("–" if mean is None else f"{mean:.1f}점", f"만족도 (답 {sum(report.stars.values()):,}개)"),
    ]


def _render(template: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE_DIR), autoescape=True, undefined=StrictUndefined
    )
    stylesheet = Markup(STYLESHEET.read_text("utf-8"))
    return environment.get_template(template).render(stylesheet=stylesheet, **values)


def _font() -> "FontProperties":
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_korean_font())


def _korean_font() -> Path:
    """The font that koreanize-matplotlib ships; its module would change matplotlib for all."""
    from importlib.util import find_spec

    spec = find_spec("koreanize_matplotlib")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts" / "NanumGothic.ttf"


def _harmless(text: str) -> str:
    # ref: OWASP, CSV injection: an apostrophe makes it text for every spreadsheet.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
