"""JupyterLab as a trainee has it before them, where it says what the lab makes of it."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from hub_config.roles import person_slug
from sandbox.records import find_sandbox
from tests.learner import PASSWORD, newcomer, places
from tests.running_lab import RunningLab
from tests.test_hub_pages import log_in

pytestmark = pytest.mark.slow
NAME = "looks.at.lab"
DEADLINE_MILLISECONDS = 90_000


@pytest.fixture(scope="module")
def window(running_lab: RunningLab, browser: Browser) -> Iterator[BrowserContext]:
    """A trainee's browser, with Lab open in its first tab; no other tab has a kernel yet."""
    with newcomer(running_lab, NAME):
        context = browser.new_context(locale="ko-KR")
        context.set_default_timeout(DEADLINE_MILLISECONDS)
        page = context.new_page()
        log_in(page, running_lab, NAME, PASSWORD)
        page.click("#start")
        page.wait_for_url(f"**/user/{NAME}/lab**")
        expect(page.get_by_role("button", name="English")).to_be_visible()
        yield context
        context.close()


def test_a_lesson_is_said_to_be_read_only_in_korean(
    running_lab: RunningLab, window: BrowserContext
) -> None:
    lesson = next(places(running_lab).lessons("ai-foundations").glob("01_*.ipynb"))
    page = window.new_page()
    page.goto(f"{running_lab.hub_url}user/{NAME}/lab/tree/교재/ai-foundations/{lesson.name}")
    expect(page.get_by_text("읽기 전용 노트북")).to_be_visible()
    page.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab knows the process of a server")
def test_who_works_in_a_server_that_is_killed_is_asked_to_start_it_again(
    running_lab: RunningLab, window: BrowserContext
) -> None:
    page = window.pages[0]
    page.bring_to_front()
    sandbox = find_sandbox(places(running_lab).sandboxes, person_slug(NAME))
    assert sandbox is not None
    os.kill(int(sandbox.describe()["command_pid"]), signal.SIGKILL)
    expect(page.get_by_text("서버에 접근할 수 없습니다")).to_be_visible()
    with window.expect_page() as opened:
        page.get_by_role("button", name="재시작").click()
    opened.value.wait_for_url(f"**/user/{NAME}/lab**")
    expect(opened.value.get_by_role("button", name="English")).to_be_visible()
