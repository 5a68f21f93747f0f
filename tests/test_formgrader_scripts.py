"""Where formgrader's links lead, and what it calls people."""

import json

import pytest
from playwright.sync_api import Browser, Route, expect

from autograder.formgrader_scripts import NAME, SCRIPTS, WAIT_FOR_MATHJAX, mended_script
from tests.running_lab import RunningLab
from tests.test_hub_pages import DESK, log_in, visit

COURSE = "ai-foundations"


def test_nbgrader_s_script_still_has_the_function_that_is_replaced() -> None:
    assert "var linkTo = function (type, path)" in (SCRIPTS / "utils.js").read_text()


@pytest.mark.parametrize("script", ["manage_students", "manage_submissions"])
def test_nbgrader_s_scripts_still_name_people_as_is_replaced(script: str) -> None:
    assert (SCRIPTS / f"{script}.js").read_text().count(NAME) == 1


def test_nbgrader_s_script_still_waits_for_mathjax_as_is_replaced() -> None:
    assert (SCRIPTS / "formgrade.js").read_text().count(WAIT_FOR_MATHJAX) == 1
    assert "MathJax" not in mended_script("formgrade", "/")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("./source/unit01", "/services/one/lab/tree/source/unit01"),
        ("/a b/불량?#.ipynb", "/services/one/lab/tree/a%20b/%EB%B6%88%EB%9F%89%3F%23.ipynb"),
    ],
)
@pytest.mark.slow
def test_a_path_becomes_an_address_in_lab(browser: Browser, path: str, address: str) -> None:
    page = browser.new_page()
    # The least of jQuery that the function needs.
    page.evaluate("window.$ = element => ({attr: given => [Object.assign(element, given)]})")
    page.add_script_tag(content=mended_script("utils", "/services/one/"))
    assert page.evaluate("path => linkTo('notebook', path)(0, {}).href", path) == address
    page.close()


@pytest.mark.slow
def test_an_instructor_gets_from_formgrader_to_the_assignment_s_folder_in_lab(
    running_lab: RunningLab, browser: Browser
) -> None:
    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-instructor")
        page.goto(f"{running_lab.hub_url}services/{COURSE}/formgrader")
        link = page.locator("tr:has-text('unit01') td.name a").first
        expect(link).to_have_attribute("href", f"/services/{COURSE}/lab/tree/source/unit01")
        with page.context.expect_page() as opened:
            link.click()
        lab = opened.value
        lab.locator(".jp-DirListing-content", has_text="arrays_and_frames.ipynb").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ({"id": "kim7", "last_name": None, "first_name": None}, "kim7"),
        ({"id": "kim7", "last_name": "김", "first_name": "하늘"}, "김, 하늘"),
        ({"id": "kim7", "last_name": None, "first_name": "하늘"}, "하늘"),
    ],
)
def test_a_person_without_a_name_is_called_by_the_user_name(
    running_lab: RunningLab, browser: Browser, person: dict[str, str | None], shown: str
) -> None:
    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-instructor")
        people = json.dumps([{**person, "email": None, "score": 0, "max_score": 14}])
        page.route("**/formgrader/api/students", lambda route: route.fulfill(body=people))
        page.goto(f"{running_lab.hub_url}services/{COURSE}/formgrader/manage_students")
        expect(page.locator("td.name a")).to_have_text(shown)


@pytest.mark.slow
def test_a_server_that_starts_again_in_a_grading_is_told_of_and_grades_on(
    running_lab: RunningLab, browser: Browser
) -> None:
    running = {
        **{"number": 1, "state": "running", "total": 9, "done": 4, "skipped": 0},
        **{"seconds_left": 5, "error": "", "results": []},
    }
    answers = iter([running, None, {}])

    def answer(route: Route) -> None:
        job = next(answers)
        route.fulfill(status=503) if job is None else route.fulfill(body=json.dumps(job))

    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-instructor")
        page.route("**/grade_all*", answer)
        page.goto(f"{running_lab.hub_url}services/{COURSE}/formgrader/manage_submissions/unit01")
        said = page.locator("#grade-all .said")
        expect(said).to_contain_text("4 of 9 done")
        expect(said).to_contain_text("It is asked again")
        expect(said).to_contain_text("What was graded is kept")
        expect(page.get_by_role("button", name="Grade all that is ungraded")).to_be_enabled()
