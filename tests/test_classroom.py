"""What the lab adds to JupyterLab, in a real browser."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub_config.trainee.server import HERE
from tests.running_lab import RunningLab
from tests.test_hub_pages import DESK, log_in, sign_up, visit

EXTENSION = HERE / "share/jupyter/labextensions/lab-classroom"
TRAINEE = "minji.kim.4"


def test_every_file_that_the_extension_names_is_there() -> None:
    static = EXTENSION / "static"
    build = json.loads((EXTENSION / "package.json").read_text())["jupyterlab"]["_build"]
    assert (EXTENSION / build["load"]).is_file()
    named = re.search(r"names = \[(.*)\]", (static / "remoteEntry.js").read_text())
    assert named is not None
    wanted = {f"{name}.js" for name in re.findall(r"'(\w+)'", named[1])}
    for file in static.glob("*.js"):
        wanted |= set(re.findall(r"from '\./(.+)'", file.read_text()))
    assert wanted <= {file.name for file in static.iterdir()}


@pytest.mark.parametrize("role", ["trainee", "course"])
def test_what_needs_the_language_server_is_off_with_it(role: str) -> None:
    page = json.loads((HERE / f"etc/{role}/labconfig/page_config.json").read_text())
    off = page["disabledExtensions"]
    assert {f"@jupyterlab/{name}" for name in LANGUAGE_SERVER} <= off.keys()


LANGUAGE_SERVER = (
    "lsp-extension:plugin",
    "lsp-extension:settings",
    "fileeditor-extension:language-server",
    "notebook-extension:language-server",
)


def test_no_word_is_translated_that_nbgrader_and_jupyterlab_do_not_say() -> None:
    """A word that an update of theirs changed is found here."""
    words = re.findall(r"^  '(.+?)':", (EXTENSION / "static/words.js").read_text(), re.MULTILINE)
    said = "".join(file.read_text() for file in their_scripts())
    assert len(words) > 30
    # JupyterLab puts the kind of document into its sentence.
    assert [one for one in words if one.replace("notebook is", "%1 is") not in said] == []


def their_scripts() -> list[Path]:
    import nbgrader
    from jupyterlab.commands import get_app_dir

    assert nbgrader.__file__ is not None
    folders = (Path(nbgrader.__file__).parent / "labextension", Path(get_app_dir()))
    return [file for folder in folders for file in (folder / "static").glob("*.js")]


@contextmanager
def open_lab(browser: Browser, lab: RunningLab, name: str) -> Iterator[Page]:
    """JupyterLab of somebody; any error in its console fails the test."""
    errors: list[str] = []
    with visit(browser, DESK) as page:
        sign_up(page, lab, name)
        page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
        page.click("#start")
        page.wait_for_url(f"**/user/{name}/lab**")
        page.wait_for_selector("#lab-assignments")
        yield page
    assert not errors


@pytest.mark.slow
def test_lab_opens_with_the_assignments_in_korean_and_english_is_one_click_away(
    running_lab: RunningLab, browser: Browser
) -> None:
    with open_lab(browser, running_lab, TRAINEE) as page:
        expect(page.locator("#nbgrader-assignment-list")).to_be_visible()
        expect(page.locator("#nbgrader-assignment-list")).to_contain_text("새 과제")
        expect(page.get_by_role("menuitem", name="과제")).to_be_visible()
        page.get_by_role("button", name="English").click()
        expect(page.locator("#nbgrader-assignment-list")).to_contain_text("Released assignments")
        expect(page.get_by_role("button", name="Assignments")).to_be_visible()


@pytest.mark.slow
def test_a_document_in_the_address_stays_in_front_and_the_button_opens_the_list(
    running_lab: RunningLab, browser: Browser
) -> None:
    with open_lab(browser, running_lab, "minji.kim.5") as page:
        page.locator("#nbgrader-assignment-list").wait_for()
        here = page.url.split("/lab")[0]
        home = running_lab.settings.lab.state_dir / "homes" / "minji.kim.5"
        (home / "mine.md").write_text("# 내 글")
        page.goto(f"{here}/lab/tree/mine.md?reset")
        expect(page.get_by_role("tab", name="mine.md")).to_have_attribute("aria-selected", "true")
        page.wait_for_selector("#lab-assignments")
        expect(page.locator("#nbgrader-assignment-list")).to_have_count(0)
        page.get_by_role("button", name="과제").click()
        expect(page.locator("#nbgrader-assignment-list")).to_be_visible()


@pytest.mark.slow
def test_a_course_s_own_lab_has_no_assignments_button_and_no_error(
    running_lab: RunningLab, browser: Browser
) -> None:
    errors: list[str] = []
    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-instructor")
        page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
        page.goto(f"{running_lab.hub_url}services/ai-foundations/lab")
        page.wait_for_selector("#lab-language-switch")
        page.locator(".jp-Launcher").wait_for()
        expect(page.locator("#lab-assignments")).to_have_count(0)
    assert not errors
