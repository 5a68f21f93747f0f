"""Formulas of lessons are drawn without a script; a student's do nothing but be formulas."""

import re
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.formulas import LONGEST_FORMULA, to_mathml
from autograder.safe_html import add_to, show_markdown
from tests.test_safe_html import page_resources

COURSES = Path(__file__).parent.parent / "courses"
FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<!\$)\$([^$`\n]+)\$(?!\$)", re.DOTALL)
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


def formulas_of_our_courses() -> list[str]:
    found: set[str] = set()
    for path in sorted(COURSES.glob("*/*/*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
        found |= {(match[1] or match[2]).strip() for match in FORMULA.finditer(text)}
    return sorted(found)


def shown(source: str) -> str:
    config = Config()
    add_to(config)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    exporter = HTMLExporter(config=config)  # type: ignore[no-untyped-call]
    notebook = new_notebook(cells=[new_markdown_cell(source)], metadata=METADATA)
    html, _ = exporter.from_notebook_node(notebook, resources=page_resources())
    return str(html)


def test_every_formula_of_our_courses_can_be_drawn() -> None:
    formulas = formulas_of_our_courses()
    assert len(formulas) > 40
    bad = [one for one in formulas if "<code>" in to_mathml(one) or "\\" in to_mathml(one)]
    assert not bad


def test_korean_words_in_a_formula_stay_words() -> None:
    drawn = to_mathml(r"제거율 = k \times 녹인\ 양 + T_{\text{화로}}")
    assert "<mtext>제거율</mtext>" in drawn
    assert "<mtext>화로</mtext>" in drawn


@pytest.mark.parametrize(
    "formula",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\style{background:url(//elsewhere.invalid)}{x}",
        r"\class{lab-bad}{x}",
        r"&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_a_hostile_formula_is_a_formula_and_no_more(formula: str) -> None:
    drawn = to_mathml(formula)
    assert not re.search(r"<(?!/?m[a-z]+[ >])", drawn), "an element that is no formula"
    assert not re.search(r"<[^>]*(href|style|class|on[a-z]+)=", drawn)


@pytest.mark.parametrize(
    "formula", [r"\frac{", "{" * 500, "x" * (LONGEST_FORMULA + 1), r"\begin{align} a", ""]
)
def test_what_is_no_formula_stays_as_it_was_written(formula: str) -> None:
    assert to_mathml(formula) in {f"<code>{formula}</code>", to_mathml(" ")}


def test_markdown_keeps_its_formulas_through_the_cleaning() -> None:
    html = shown(r"넓이는 $\pi r^2$ 입니다." "\n\n" r"$$ y = \frac{1}{x} $$")
    assert html.count("<math") == 2
    assert 'display="block"' in html
    assert "\\frac" not in html


def test_a_price_in_dollars_is_no_formula() -> None:
    assert "<math" not in shown("사과는 5$ 입니다.")


def test_a_span_that_a_student_writes_is_a_formula_too_and_harmless() -> None:
    html = show_markdown(
        '<span class="lab-formula" onclick="alert(1)">\\href{javascript:x}{y}</span>'
    )
    assert "<math" in html
    assert "javascript" not in html
    assert "onclick" not in html
