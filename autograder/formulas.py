"""Formulas in a notebook's text as MathML, which a browser draws without script and network.

nbconvert leaves `$...$` to MathJax, which its pages fetch from another machine; feedback is read
offline and where no script may run. A formula may be a student's and hostile: elements and
attributes that are not listed here do not reach the page, and what is no formula stays as it was
written. Knows nothing of notebooks.
"""

import html
import re
from collections.abc import Mapping
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from jinja2 import pass_context
from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

LONGEST_FORMULA = 2000
_ELEMENTS = re.compile(
    "math|mrow|mi|mo|mn|mtext|mspace|mfrac|msqrt|mroot|msub|msup|msubsup|munder|mover|munderover"
    "|mtable|mtr|mtd|mstyle|mpadded|menclose|mphantom"
)
_ATTRIBUTES = re.compile(
    "display|displaystyle|scriptlevel|stretchy|fence|form|separator|accent|largeop|movablelimits"
    "|symmetric|minsize|maxsize|lspace|rspace|width|height|depth|voffset|linethickness|linebreak"
    "|mathvariant|notation|columnalign|columnspacing|rowspacing|columnlines|rowlines"
)
_VALUE = re.compile(r"[\w .+%-]*")
_KOREAN = re.compile(r"\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}|([가-힣]+)")
# As `MathRenderer` leaves a formula and `safe_html` lets it pass: text in a marked span.
_FORMULA = re.compile(r'<span class="lab-formula( lab-formula-block)?">([^<>]*)</span>')


class Context(Protocol):
    """What is needed of jinja2's context."""

    def get(self, key: str, default: Any = None) -> Any:
        """The variable `key` of the page."""


class MathRenderer(IPythonRenderer):
    """nbconvert's renderer of Markdown, which marks formulas and leaves them as they are."""

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return f'<span class="lab-formula lab-formula-block">{html.escape(body.strip())}</span>'

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return f'<span class="lab-formula">{html.escape(body.strip())}</span>'

    def latex_environment(self, name: str, body: str) -> str:
        """An environment of LaTeX."""
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")


@pass_context
def markdown_to_html(context: Context, source: str) -> str:
    """Render as nbconvert's filter `markdown2html`, with formulas marked; not clean yet."""
    cell: Mapping[str, Any] = context.get("cell", {})
    renderer = MathRenderer(
        escape=False, attachments=dict(cell.get("attachments", {})), exclude_anchor_links=True
    )
    rendered: str = MarkdownWithMath(renderer=renderer).render(source)
    return rendered


def draw_formulas(page: str) -> str:
    """`page`, which is clean HTML, with each marked formula as MathML."""
    return _FORMULA.sub(lambda found: to_mathml(html.unescape(found[2]), bool(found[1])), page)


def to_mathml(formula: str, is_block: bool = False) -> str:
    """`formula` in LaTeX as MathML; what cannot be read as such, as text."""
    if len(formula) <= LONGEST_FORMULA:
        try:
            display = "block" if is_block else "inline"
            return _write(convert_to_element(_spell(formula), display=display))
        except Exception:  # it is anybody's text, and the library has many errors
            return f"<code>{html.escape(formula)}</code>"
    return f"<code>{html.escape(formula)}</code>"


def _spell(formula: str) -> str:
    """The same in words that latex2mathml knows, and Korean words as words."""
    formula = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", formula)
    return _KOREAN.sub(lambda found: rf"\text{{{found[1]}}}" if found[1] else found[0], formula)


def _write(element: Element) -> str:
    """An element of the list, with what is below it; of any other, only what is below it."""
    inside = _text(element.text) + "".join(_write(one) + _text(one.tail) for one in element)
    if not _ELEMENTS.fullmatch(element.tag):
        return inside
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if _ATTRIBUTES.fullmatch(name) and _VALUE.fullmatch(value)
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    # The library escapes its own signs ("&#x0003D;") and not what it was given.
    return html.escape(html.unescape(text or ""))
