"""The hub's own pages in a real browser: one language, working scripts, and room on a phone."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from playwright.sync_api import Browser, Page, expect

from hub_config.admission import starts_at_once
from hub_config.people import create_person, open_accounts
from tests.axe import serious_findings
from tests.learner import child_pid, log_in_as, places
from tests.running_lab import RunningLab

pytestmark = pytest.mark.slow

PHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 800}
PASSWORD = "blue-tiger-42"
PUBLIC = ("hub/login", "hub/signup")
PEOPLE = ("hub/home", "hub/change-password", "services/exchange/")
OPERATORS = ("hub/authorize", "hub/admin", "hub/token")
# What is no English word: names, and the switch to the other language.
NAMES = {"AI", "English", "operator", "demo", "trainee", "minji", "kim"}


@contextmanager
def visit(browser: Browser, size: dict[str, int], scheme: str = "light") -> Iterator[Page]:
    """A visitor with an empty browser; what a page's scripts could not do fails the test."""
    context = browser.new_context(
        locale="ko-KR",
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(f"{page.url}: {error}"))
    page.on("console", lambda one: failed.append(one.text) if "Policy" in one.text else None)
    yield page
    context.close()
    assert not failed


def log_in(page: Page, lab: RunningLab, name: str, password: str | None = None) -> None:
    page.goto(f"{lab.hub_url}hub/login")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password or lab.passwords[name])
    page.click("#login_submit")
    page.wait_for_url("**/hub/home")


def sign_up(page: Page, lab: RunningLab, name: str) -> None:
    page.goto(f"{lab.hub_url}hub/signup")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=password_again]", PASSWORD)
    page.fill("[name=code]", places(lab).enrolment_code("demo").read_text().strip())
    page.click("button[type=submit]")
    page.get_by_role("status").wait_for()
    log_in(page, lab, name, PASSWORD)


def hold_template(lab: RunningLab) -> None:
    """Let the next servers start cold, after they waited in vain: else nobody could read a page.

    The supervisor sees that the template does not answer, and replaces it.
    """
    with suppress(FileNotFoundError):
        os.kill(child_pid(lab, "server-template"), signal.SIGSTOP)


def foreign_words(page: Page) -> set[str]:
    """English words that a person reads on a page that is shown in Korean."""
    return set(re.findall(r"[A-Za-z]{2,}", page.locator("body").inner_text())) - NAMES


@pytest.mark.parametrize("path", [*PUBLIC, "hub/nothing"])
def test_a_page_before_the_log_in_is_korean(
    running_lab: RunningLab, browser: Browser, path: str
) -> None:
    with visit(browser, DESK) as page:
        page.goto(running_lab.hub_url + path)
        assert not foreign_words(page)


def test_a_trainee_s_pages_are_korean(running_lab: RunningLab, browser: Browser) -> None:
    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-trainee-1")
        for path in ("hub/home", "hub/change-password", "hub/authorize"):
            page.goto(running_lab.hub_url + path)
            assert not foreign_words(page), path


def test_the_page_of_a_server_that_starts_is_korean_tells_the_place_in_line_and_leads_to_it(
    running_lab: RunningLab, browser: Browser
) -> None:
    names = [f"waiting.{number}" for number in range(starts_at_once() + 1)]
    with open_accounts(running_lab.settings) as accounts:
        for name in names:
            create_person(accounts, name, PASSWORD, ["demo"])
    with visit(browser, DESK) as page, ExitStack() as stack:
        sign_up(page, running_lab, "minji.kim.2")
        others = [stack.enter_context(log_in_as(running_lab, name, PASSWORD)) for name in names]
        hold_template(running_lab)
        for other in others:
            other.press_start()
        page.click("#start")
        page.wait_for_selector("#lab-progress")
        expect(page.locator("#lab-progress-message [lang=ko]")).to_contain_text("저절로 열립니다")
        assert not foreign_words(page)
        for other in others:
            assert other.stop_server().is_success  # whoever leaves gives the place to the next
        page.wait_for_url("**/user/minji.kim.2/lab**")
        page.wait_for_selector(".jp-DirListing-content")
        page.goto(f"{running_lab.hub_url}hub/home")
        page.click("#stop")
        expect(page.locator("#stop")).to_have_count(0)
        expect(page.get_by_role("button", name="실습실 열기")).to_be_visible()


def test_who_does_not_want_to_wait_any_longer_is_home_again_and_can_come_back(
    running_lab: RunningLab, browser: Browser
) -> None:
    with visit(browser, DESK) as page:
        sign_up(page, running_lab, "minji.kim.6")
        page.route("**/server/progress*", lambda _: None)  # what never hears anything stays
        hold_template(running_lab)
        page.click("#start")
        leave = page.get_by_role("button", name="그만 기다리기")
        expect(leave).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert serious_findings(page) == [], scheme
        page.unroute_all()
        leave.click()
        page.wait_for_url("**/hub/home")
        page.get_by_role("button", name="실습실 열기").click()
        page.wait_for_url("**/user/minji.kim.6/lab**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone_or_has_a_serious_finding(
    running_lab: RunningLab, browser: Browser, scheme: str
) -> None:
    with visit(browser, PHONE, scheme) as page:
        for path in PUBLIC:
            page.goto(running_lab.hub_url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            assert serious_findings(page) == [], path
        log_in(page, running_lab, "operator")
        for path in (*PEOPLE, *OPERATORS, "hub/nothing", "hub/user/operator/lab"):
            page.goto(running_lab.hub_url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            if path == "hub/admin":  # drawn by a script
                page.locator("tr.user-row").first.wait_for()
            assert serious_findings(page) == [], path


def test_who_reads_no_korean_finds_english_on_a_phone_before_the_log_in(
    running_lab: RunningLab, browser: Browser
) -> None:
    with visit(browser, PHONE) as page:
        page.goto(f"{running_lab.hub_url}hub/login")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Log in", exact=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Log in", exact=True)).to_be_visible()


def test_the_operator_sees_people_and_stops_a_server(
    running_lab: RunningLab, browser: Browser
) -> None:
    with visit(browser, DESK) as trainee, visit(browser, DESK) as operator:
        sign_up(trainee, running_lab, "minji.kim.3")
        trainee.click("#start")
        trainee.wait_for_url("**/user/minji.kim.3/lab**")
        trainee.wait_for_selector(".jp-DirListing-content")
        trainee.goto(f"{running_lab.hub_url}hub/home")  # a Lab whose server goes complains
        log_in(operator, running_lab, "operator")
        operator.goto(f"{running_lab.hub_url}hub/admin")
        row = operator.locator("tr.user-row", has_text="minji.kim.3")
        row.get_by_role("button", name="Stop Server").click()
        row.get_by_role("button", name="Start Server").wait_for()
        trainee.reload()
        expect(trainee.get_by_role("button", name="실습실 열기")).to_be_visible()


def test_buttons_beside_each_other_are_equally_high(
    running_lab: RunningLab, browser: Browser
) -> None:
    with visit(browser, DESK) as page:
        log_in(page, running_lab, "demo-trainee-1")
        page.goto(f"{running_lab.hub_url}services/exchange/")
        boxes = [one.bounding_box() for one in page.locator("header .lab-button").all()]
        assert len({box["height"] for box in boxes if box}) == 1
