"""Pieces of HTML that the demos' answers share: a card, bars of probabilities, captioned pictures.

Plain words that a demo hands over are escaped here; what is called markup is not. Colours come from
the look's names, so light and dark both hold. Does not know any demo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

JOINED = "\u2060"  # no line ends between a sign and its particle: 35%에서


def card(heading: str, *parts: str, tone: str = "") -> str:
    """One answer under its heading, in a tone of the look; all of it markup of ours."""
    said = f'<span class="{tone}">{heading}</span>' if tone else heading
    return f'<div class="lab-card"><h2 style="margin-top:0">{said}</h2>{"".join(parts)}</div>'


def invitation(words: str) -> str:
    """What to try next, at the end of an answer: mostly how to break it; plain words."""
    return f"<p><strong>{escape(words)}</strong></p>"


@dataclass(frozen=True)
class Scale:
    """A bar from `begin` to `end`, in shares of the width; at `mark` stands an upright line."""

    name: str
    value: str
    end: float
    begin: float = 0.0
    mark: float | None = None
    colour: str = "var(--lab-accent)"
    is_bold: bool = False


def scales(rows: Sequence[Scale], value_rem: float = 3.5) -> str:
    """Named bars under one another, each with its value behind it."""
    name_rem = min(7.0, max(2.5, 1.05 * max((len(row.name) for row in rows), default=0)))
    items = "".join(_scale(row, f"{name_rem:.1f}rem 1fr {value_rem}rem") for row in rows)
    return f'<ol style="list-style:none;margin:0;padding:0">{items}</ol>'


def _scale(row: Scale, columns: str) -> str:
    bar = "position:absolute;top:0;height:100%;border-radius:1rem"
    line = "position:absolute;top:-.25rem;bottom:-.25rem;width:2px;background:var(--lab-ink)"
    left, width = 100 * row.begin, 100 * (row.end - row.begin)
    mark = "" if row.mark is None else f'<b style="{line};left:{100 * row.mark:.1f}%"></b>'
    return (
        f'<li style="display:grid;grid-template-columns:{columns};gap:.75rem;align-items:center;'
        f'min-height:2.25rem;font-weight:{700 if row.is_bold else 400}"><span>{escape(row.name)}'
        '</span><span style="position:relative;height:.75rem;border-radius:1rem;'
        f'background:var(--lab-line)"><i style="{bar};left:{left:.1f}%;width:{width:.1f}%;'
        f'background:{row.colour}"></i>{mark}</span>'
        f'<span style="text-align:right">{escape(row.value)}</span></li>'
    )


def bars(rows: Sequence[tuple[str, float]]) -> str:
    """Names with probabilities, 0 to 1, as bars in the order given; the largest stands out."""
    most = max((share for _, share in rows), default=0.0)
    return scales([
        Scale(name, percent(share), share, is_bold=True)
        if share == most
        else Scale(name, percent(share), share, colour="var(--lab-ink-soft)")
        for name, share in rows
    ])  # fmt: skip


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of markup of ours; the first cell of each row is its head."""
    head = "".join(f'<th scope="col">{one}</th>' if one else "<td></td>" for one in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in cells)}</tr>'
        for first, *cells in rows
    )
    return f'<table class="lab-table"><tr>{head}</tr>{body}</table>'


def percent(share: float) -> str:
    """A probability for people: never "100 %" of anything, and no false digits."""
    if share > 0.995:
        return "> 99%"
    return "< 1%" if share < 0.005 else f"{100 * share:.0f}%"


def figure(content: str, caption: str) -> str:
    """`content` (markup of ours) with a caption under it."""
    return (
        f'<figure style="margin:0">{content}<figcaption class="lab-soft">{escape(caption)}'
        "</figcaption></figure>"
    )


def picture(source: str, alt: str, caption: str) -> str:
    """A picture from a data URL."""
    image = (
        f'<img src="{escape(source)}" alt="{escape(alt)}"'
        ' style="display:block;width:100%;border-radius:var(--lab-radius)">'
    )
    return figure(image, caption)
