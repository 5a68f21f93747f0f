"""What a student wrote or printed does nothing in the browser of whoever reads it."""

from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.safe_html import add_to, clean_html, measure

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<form action=/hub/logout><button>x</button></form>",
    "<style>@import 'https://elsewhere.invalid/x.css'</style>",
    "<math><mtext><img src onerror=alert(1)></mtext></math>",
    "<object data='x'></object><embed src='x'><base href='//elsewhere.invalid'>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.invalid'>",
)


METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


def harmless(html: str) -> bool:
    lowered = html.lower()
    words = ("alert(1)", "onerror", "onload", "<iframe", "javascript:", "<form", "@import")
    return not any(word in lowered for word in (*words, "srcdoc", "<object", "<embed", "<base"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_taken_out(attack: str) -> None:
    assert harmless(clean_html(f"<p>before</p>{attack}<p>after</p>"))
    assert "before" in clean_html(f"<p>before</p>{attack}<p>after</p>")


def test_a_table_of_pandas_and_a_picture_survive() -> None:
    table = '<table class="dataframe"><thead><tr><th>가</th></tr></thead></table>'
    assert clean_html(table) == table.replace("</thead>", "</thead>")


@pytest.mark.parametrize("template", ["formgrade", "feedback"])
@pytest.mark.parametrize("kind", ["markdown", "html", "javascript", "svg", "png", "jpeg"])
def test_a_page_of_nbgrader_shows_a_student_s_notebook_without_its_scripts(
    template: str, kind: str
) -> None:
    data = {
        "html": {"text/html": "".join(ATTACKS)},
        "javascript": {"application/javascript": "alert(1)"},
        "svg": {"image/svg+xml": "<svg onload='alert(1)'><script>alert(1)</script></svg>"},
        "png": {"image/png": "eA=="},
        "jpeg": {"image/jpeg": "eA=="},
    }
    # nbconvert writes these without quotes.
    sizes = {"width": "1 onerror=alert(1)", "height": "2 onload=alert(1)", "alt": '">x'}
    metadata = {f"image/{kind}": sizes}
    if kind == "markdown":
        cell = new_markdown_cell("**읽어 주세요** " + "\n\n".join(ATTACKS))
    else:
        cell = new_code_cell(
            "1", outputs=[new_output("display_data", data=data[kind], metadata=metadata)]
        )
    config = Config()
    add_to(config)
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    styles = Path(handlers.static_path, "node_modules", "bootstrap", "dist", "css")
    config.HTMLExporter.extra_template_paths = [str(styles)]
    notebook = new_notebook(cells=[cell], metadata=METADATA)
    nbformat.validate(notebook)
    exporter = HTMLExporter(config=config)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook, resources=page_resources())
    clean, _ = exporter.from_notebook_node(new_notebook(), resources=page_resources())
    # What the page itself brings (its own scripts) is there with an empty notebook as well.
    for word in ("alert(1)", "onerror=", "<iframe", "javascript:alert", "onload=alert"):
        assert html.count(word) == clean.count(word), word


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (640, 640),
        ("50%", "50%"),
        ("12.5px", "12.5px"),
        ("1 x", None),
        ("1\nx=y", None),
        ([1], None),
    ],
)
def test_a_picture_keeps_a_size_that_is_one(width: object, shown: object) -> None:
    output = new_output(
        "display_data", {"image/png": "eA=="}, metadata={"width": width, "alt": "x"}
    )
    assert measure(output, "width", "image/png") == shown
    assert measure(output, "alt", "image/png") == "x"


def page_resources() -> dict[str, object]:
    return {
        "assignment_id": "unit01",
        "submission_id": "1",
        "notebook_id": "notebook",
        "base_url": "/services/course",
        "student": "hana",
        "first_name": None,
        "last_name": None,
        "index": 0,
        "total": 1,
        "nbgrader": {"score": 0, "max_score": 1, "late_penalty": 0, "notebook": "n"},
        "mathjax_url": "",
    }
