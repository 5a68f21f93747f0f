"""Make the HTML of a notebook harmless before an instructor or a trainee opens it.

What a student wrote or printed is shown on the hub's own origin, in the browser of somebody with
more rights: a script in it would act as that person. Markdown, HTML outputs and attachments pass
through nh3 with a list of harmless tags, and script and widget outputs are left out; `formulas`
draws what is one after that. Turned on by `add_to`, for formgrader's pages and for feedback alike.
Pictures that the kernel drew are shown as they are; nothing is changed in the notebook itself.
"""

import re
from collections.abc import Mapping

import nh3
from nbconvert.filters import get_metadata, strip_files_prefix
from traitlets.config import Config

from autograder.formulas import draw_formulas, markdown_to_html

_STYLED = ("code", "div", "li", "ol", "p", "pre", "span", "table", "td", "th", "tr", "ul")
_ATTRIBUTES: Mapping[str, set[str]] = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    **{tag: nh3.ALLOWED_ATTRIBUTES.get(tag, set()) | {"class"} for tag in _STYLED},
}
_LENGTH = re.compile(r"\d{1,5}(?:\.\d{1,5})?(?:px|%)?")
_URL_SCHEMES = {"http", "https", "mailto"}


def clean_html(element: object) -> str:
    """`element` as HTML without scripts, event handlers, forms, frames, styles and odd links."""
    text = element.decode("utf-8", "replace") if isinstance(element, bytes) else str(element)
    return nh3.clean(text, attributes=dict(_ATTRIBUTES), url_schemes=_URL_SCHEMES)


def show_markdown(rendered: str) -> str:
    """Markdown as `markdown_to_html` renders it, clean and with its formulas drawn."""
    return draw_formulas(clean_html(strip_files_prefix(rendered)))  # type: ignore[no-untyped-call]


def measure(output: Mapping[str, object], key: str, mimetype: str | None = None) -> object:
    """As nbconvert's `get_metadata`; a width or height that is no length is none.

    Its templates write them without quotes, so that a space begins another attribute.
    """
    found: object = get_metadata(output, key, mimetype)  # type: ignore[no-untyped-call]
    if key in {"width", "height"} and not _LENGTH.fullmatch(str(found)):
        return None
    return found


def add_to(config: Config) -> None:
    """Make nbconvert's HTMLExporter, which formgrader and feedback use, clean what it shows."""
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = {
        # nbconvert's own, by bleach, knows neither paragraphs nor headings.
        "clean_html": clean_html,
        "get_metadata": measure,
        "markdown2html": markdown_to_html,
        # nbgrader's templates clean no Markdown; this is the last step they render it with.
        "strip_files_prefix": show_markdown,
    }
    # The exporter would fetch pictures that Markdown names, with our rights.
    config.HTMLExporter.embed_images = False
