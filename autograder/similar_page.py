"""Pairs of similar submissions side by side, as one page that needs nothing beside it.

What students wrote is shown as text only. Says on the page that it is a hint, not a verdict.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.similarity import Pair, Span
from playground_demos.look import STYLESHEET

_TEMPLATE = Path(__file__).with_name("similar.html.j2")


def similar_page(assignment: str, pairs: Sequence[Pair]) -> str:
    """The page for `pairs`, in their order."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATE.parent), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["marked"] = marked
    return environment.get_template(_TEMPLATE.name).render(
        assignment=assignment, pairs=pairs, stylesheet=Markup(STYLESHEET.read_text("utf-8"))
    )


def marked(source: str, spans: Sequence[Span]) -> Markup:
    """`source` as HTML, with what lies in `spans` (in order, apart) marked."""
    parts: list[Markup] = []
    place = 0
    for start, end in spans:
        parts += [escape(source[place:start]), Markup("<mark>{}</mark>").format(source[start:end])]
        place = end
    return Markup("").join([*parts, escape(source[place:])])
