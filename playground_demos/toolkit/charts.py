"""A line chart as SVG for the demos' answers: lines, a band of doubt, levels and shaded zones.

Everything that is text is escaped; colours are the look's names or hold 3:1 on light and dark
grounds. A reader who cannot see it is told its `label`. Draws only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]

ORANGE, BLUE, GREEN, VIOLET = "#e8590c", "#1c7ed6", "#2b8a3e", "#9c36b5"
INK, SOFT, ACCENT = "var(--lab-ink)", "var(--lab-ink-soft)", "var(--lab-accent)"

WIDTH, HEIGHT = 360, 232
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 12, 40


@dataclass(frozen=True)
class Line:
    """Points from left to right."""

    points: Sequence[Point]
    colour: str = ACCENT
    name: str = ""
    is_dashed: bool = False


@dataclass(frozen=True)
class Band:
    """Between two lines: (x, low, high) from left to right."""

    edges: Sequence[tuple[float, float, float]]
    colour: str = ACCENT
    name: str = ""


@dataclass(frozen=True)
class Level:
    """A horizontal line with its name on it."""

    y: float
    name: str
    colour: str = SOFT


@dataclass(frozen=True)
class Zone:
    """A shaded stretch of the horizontal axis."""

    left: float
    right: float


@dataclass(frozen=True)
class Chart:
    """What to draw; `x` and `y` are the ends of the axes, `ticks` their numbers."""

    label: str
    x: Point
    y: Point
    x_name: str
    y_name: str
    x_ticks: Sequence[float]
    y_ticks: Sequence[float]
    lines: Sequence[Line] = ()
    bands: Sequence[Band] = ()
    levels: Sequence[Level] = ()
    zones: Sequence[Zone] = ()
    mark: Point | None = None


def draw_chart(chart: Chart) -> str:
    """The chart with the names of its lines and bands below."""
    across, up = _Axis(*chart.x, LEFT, WIDTH - RIGHT), _Axis(*chart.y, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<rect x="{across(zone.left):.1f}" y="{TOP}" height="{HEIGHT - BOTTOM - TOP}"'
        f' width="{across(zone.right) - across(zone.left):.1f}" fill="{SOFT}" opacity="0.16"'
        ' shape-rendering="crispEdges"/>'
        for zone in chart.zones
    ]
    for tick in chart.y_ticks:
        parts.append(_rule(up(tick), "var(--lab-line)"))
        parts.append(_text(LEFT - 5, up(tick) + 4, f"{tick:g}", "end"))
    for tick in chart.x_ticks:
        parts.append(_text(across(tick), HEIGHT - BOTTOM + 16, f"{tick:g}", "middle"))
    for band in chart.bands:
        there = [f"{across(x):.1f},{up(high):.1f}" for x, _, high in band.edges]
        back = [f"{across(x):.1f},{up(low):.1f}" for x, low, _ in reversed(band.edges)]
        shape = " ".join(there + back)
        parts.append(f'<polygon points="{shape}" fill="{band.colour}" opacity="0.25"/>')
    for level in chart.levels:
        parts.append(_rule(up(level.y), level.colour, "5 4"))
        parts.append(_text(WIDTH - RIGHT - 2, up(level.y) + 14, level.name, "end", level.colour))
    for line in chart.lines:
        points = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line.points)
        dashes = ' stroke-dasharray="6 5"' if line.is_dashed else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="2.5"'
            f' stroke-linejoin="round"{dashes}/>'
        )
    if chart.mark:
        x, y = across(chart.mark[0]), up(chart.mark[1])
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{INK}" stroke="var(--lab-surface)"'
            ' stroke-width="2"/>'
        )
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, chart.x_name, "middle"))
    return (
        f'<p class="lab-soft" style="margin:0" aria-hidden="true">{escape(chart.y_name)}</p>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(chart.label)}"'
        f' style="display:block;width:100%;max-width:34rem;margin:0 auto">{"".join(parts)}</svg>'
        + _legend([*chart.lines, *chart.bands])
    )


@dataclass(frozen=True)
class _Axis:
    """Values on a line of pixels; what lies beyond an end is drawn at the end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def _rule(y: float, colour: str, dashes: str = "") -> str:
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"'
        f' stroke-dasharray="{dashes}"/>'
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str = SOFT) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" fill="{colour}">'
        f"{escape(words)}</text>"
    )


def _legend(parts: Sequence[Line | Band]) -> str:
    items = [
        '<span style="display:inline-flex;align-items:center;gap:.4rem;margin-right:1rem">'
        f'<i style="width:1.1rem;height:.4rem;border-radius:1rem;background:{part.colour};'
        f'opacity:{0.35 if isinstance(part, Band) else 1}"></i>{escape(part.name)}</span>'
        for part in parts
        if part.name
    ]
    return f'<p class="lab-soft" style="margin:.25rem 0 0">{"".join(items)}</p>' if items else ""
