"""Pieces of HTML that the demos' answers share: bars of probabilities and captioned pictures.

Everything that is text is escaped here, so a demo hands over plain words. Colours come from the
look's names, so light and dark both hold. Does not know any demo.
"""

from collections.abc import Sequence
from html import escape

JOINED = "\u2060"  # no line ends between a sign and its particle: 35%에서


def bars(rows: Sequence[tuple[str, float]]) -> str:
    """Names with probabilities, 0 to 1, as bars in the order given; the largest stands out."""
    name_rem = min(7.0, max(2.5, 1.05 * max(len(name) for name, _ in rows)))
    most = max((share for _, share in rows), default=0.0)
    items = [_bar(name, share, name_rem, is_most=share == most) for name, share in rows]
    return f'<ol style="list-style:none;margin:0;padding:0">{"".join(items)}</ol>'


def _bar(name: str, share: float, name_rem: float, *, is_most: bool) -> str:
    colour = "var(--lab-accent)" if is_most else "var(--lab-ink-soft)"
    return (
        f'<li style="display:grid;grid-template-columns:{name_rem:.1f}rem 1fr 3.5rem;'
        f'gap:.75rem;align-items:center;min-height:2.25rem;font-weight:{700 if is_most else 400}">'
        f"<span>{escape(name)}</span>"
        '<span style="background:var(--lab-line);border-radius:1rem;height:.75rem;overflow:hidden">'
        f'<span style="display:block;height:100%;width:{100 * share:.1f}%;background:{colour}">'
        f'</span></span><span style="text-align:right">{percent(share)}</span></li>'
    )


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
