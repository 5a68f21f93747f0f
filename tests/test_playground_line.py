"""Visitors at once, and phones that go away and come back: each finds their own answer."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.playground_server import (
    ANSWER_MILLISECONDS,
    CROSS,
    PHONE,
    Line,
    Server,
    ask,
    draw,
    health,
    open_demo,
    running_playground,
    try_out,
    wait_for_health,
)

pytestmark = pytest.mark.slow


def test_two_visitors_at_once_see_their_own_answers(server: Server, browser: Browser) -> None:
    contexts = [browser.new_context(**PHONE) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for number, page in enumerate(pages):
        open_demo(page, server.url)
        draw(page, *CROSS[: number + 1])
        page.get_by_role("textbox").fill(f"slow0.5{number}")
    for page in pages:
        page.get_by_role("button", name="재어 보기").click()
    for number, page in enumerate(pages):
        expect(page.locator(".answer")).to_contain_text(
            f"slow0.5{number}: {number + 1} /", timeout=ANSWER_MILLISECONDS
        )
    for context in contexts:
        context.close()


def test_who_waits_is_told_the_place_in_line(tmp_path: Path, browser: Browser) -> None:
    with running_playground(tmp_path / "narrow", "workers = 1\n") as narrow:
        contexts = [browser.new_context(**PHONE) for _ in range(3)]
        pages = [context.new_page() for context in contexts]
        for page in pages:
            open_demo(page, narrow.url)
            draw(page, *CROSS)
        for number, (page, line) in enumerate(zip(pages, ("생각", "1번째", "2번째"), strict=True)):
            ask(page, "quick" if number else "slow15")
            expect(page.locator(".lab-status")).to_contain_text(line, timeout=ANSWER_MILLISECONDS)
        expect(pages[2].locator(".lab-status")).to_contain_text("2번째 · 약")
        for page in pages:
            expect(page.locator(".answer")).to_be_visible(timeout=2 * ANSWER_MILLISECONDS)
        for context in contexts:
            context.close()


def test_a_phone_that_loses_its_line_finds_its_answer(
    server: Server, phone: BrowserContext
) -> None:
    line = Line(server.port)
    page = phone.new_page()
    try_out(page, line.url, "slow2")
    expect(page.locator(".lab-status")).to_contain_text("생각하는 중입니다")
    line.cut()
    wait_for_health(server, running=0)  # the work is done, with nobody there
    expect(page.locator(".toast-title").first).to_contain_text("오류")
    expect(page.locator(".toast-body").first).to_contain_text("연결이 끊겨 다시 잇고 있습니다")
    line.mend()
    expect(page.locator(".answer")).to_contain_text("slow2: 2 / 1.70", timeout=ANSWER_MILLISECONDS)
    page.wait_for_function("sessionStorage.length === 0")
    line.close()


def test_a_phone_that_is_lost_before_our_first_word_finds_its_answer(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    draw(page, *CROSS)
    page.route("**/queue/data*", lambda route: route.abort())  # not one word comes
    with (
        page.expect_response("**/queue/join*") as joined,
        page.expect_event("requestfailed", lambda request: "/queue/data" in request.url),
    ):
        ask(page, "unheard")
    assert joined.value.ok
    assert page.evaluate("sessionStorage.getItem('lab-ticket:/demos/ink')")
    wait_for_health(server, running=0, waiting=0)
    page.unroute("**/queue/data*")
    page.reload()
    answer = page.locator(".answer")
    expect(answer).to_contain_text("unheard: 2 / 1.70", timeout=ANSWER_MILLISECONDS)
    page.wait_for_function("sessionStorage.length === 0")


def test_a_page_that_is_loaded_again_finds_its_answer(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    try_out(page, server.url, "slow2")
    expect(page.locator(".lab-status")).to_contain_text("생각하는 중입니다")
    page.reload()
    expect(page.locator(".answer")).to_contain_text("slow2: 2 / 1.70", timeout=ANSWER_MILLISECONDS)


def test_an_answer_that_was_seen_is_not_shown_to_the_next(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    try_out(page, server.url)
    expect(page.locator(".answer")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    page.wait_for_function("sessionStorage.length === 0")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_demo(page, server.url)
    ask(page)  # had the page asked for an old answer, it would have done so before this
    expect(page.locator(".lab-status")).to_contain_text("먼저 그려 주세요")
    expect(page.locator(".answer")).to_have_count(0)
    assert len([url for url in asked if "/queue/join" in url]) == 1


@pytest.mark.parametrize("way", ["closes the tab", "goes to another page"])
def test_who_leaves_frees_the_place_in_line(tmp_path: Path, browser: Browser, way: str) -> None:
    with running_playground(tmp_path / "narrow", "workers = 1\n") as narrow:
        contexts = [browser.new_context(**PHONE) for _ in range(2)]
        stays, leaves = (context.new_page() for context in contexts)
        for page, label in ((stays, "slow25"), (leaves, "slow25")):
            try_out(page, narrow.url, label)
            expect(page.locator(".lab-status p")).to_be_visible(timeout=ANSWER_MILLISECONDS)
        wait_for_health(narrow, running=1, waiting=1)
        if way == "closes the tab":
            leaves.close(run_before_unload=True)
        else:
            leaves.get_by_role("link", name="모든 체험").click()
        wait_for_health(narrow, waiting=0)
        assert health(narrow)["running"] == 1, "it was given up, not worked on"
        narrow.process.kill()  # nobody waits for the answer
        for context in contexts:
            context.close()


def test_a_page_that_is_loaded_again_keeps_its_place_in_line(
    tmp_path: Path, browser: Browser
) -> None:
    with running_playground(tmp_path / "narrow", "workers = 1\n") as narrow:
        contexts = [browser.new_context(**PHONE) for _ in range(2)]
        first, second = (context.new_page() for context in contexts)
        for page, label in ((first, "slow12"), (second, "mine")):
            try_out(page, narrow.url, label)
            expect(page.locator(".lab-status p")).to_be_visible(timeout=ANSWER_MILLISECONDS)
        wait_for_health(narrow, running=1, waiting=1)
        second.reload()
        expect(second.locator(".answer")).to_contain_text("mine: 2", timeout=60_000)
        for context in contexts:
            context.close()
