"""A full home in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.full_home import PASSWORD, full_home
from tests.learner import wait_for
from tests.running_lab import RunningLab
from tests.test_hub_pages import DESK, log_in, visit

NAME = "full.home.2"


@pytest.mark.slow
def test_a_full_home_opens_says_so_and_is_cleaned_up_in_a_terminal(
    running_lab: RunningLab, browser: Browser, pictures: Path
) -> None:
    with full_home(running_lab, NAME) as home, visit(browser, DESK) as page:
        log_in(page, running_lab, NAME, PASSWORD)
        page.click("#start")
        page.wait_for_url(f"**/user/{NAME}/lab**")
        expect(page.get_by_text("홈 폴더가 가득 찼습니다").first).to_be_visible()
        page.screenshot(path=pictures / "full-home.png")
        page.get_by_role("button", name="터미널 열기").click()
        keys = page.locator(".jp-Terminal .xterm-helper-textarea")

        def cleaned_up() -> bool:
            # What is typed before the shell listens is lost.
            keys.press_sequentially("rm -f large.bin\n")
            return not (home / "large.bin").exists()

        assert wait_for(cleaned_up, 60)
