"""A kiosk in a real browser: it asks before it clears, and the next visitor meets nobody's traces.

Time is the browser's own clock, moved on by hand; nothing here waits for a minute to pass.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playground_demos.doors.visitors import COOKIE, KIOSK_COOKIE
from tests.playground_server import (
    ANSWER_MILLISECONDS,
    CROSS,
    Server,
    ask,
    draw,
    open_demo,
    try_out,
)

pytestmark = pytest.mark.slow

IDLE_MILLISECONDS = 61_000  # the setting's default, and one look of the script
COUNTDOWN_MILLISECONDS = 21_000
PAUSE_MILLISECONDS = 5_000  # what a busy machine may lose between reading the clock and halting it
ASKED = ".kiosk-ask[open]"
BLANK = """() => {
    const pen = document.querySelector("canvas").getContext("2d");
    return !pen.getImageData(0, 0, 640, 640).data.some(Boolean);
}"""
# Headless chromium has no voice: one of this machine, and one that would send the answer away.
VOICES = """
const said = (window.said = []);
const voices = [
  { lang: "ko-KR", name: "far", localService: false },
  { lang: "ko-KR", name: "near", localService: true },
];
const synthesis = Object.assign(new EventTarget(), {
  speaking: false, getVoices: () => voices, cancel() { this.speaking = false; },
  speak(one) { this.speaking = true; said.push([one.voice.name, one.lang, one.text]); },
});
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def kiosk(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A kiosk's browser, switched on."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR")
    context.clock.install()
    page = context.new_page()
    page.goto(f"{server.url}/kiosk")
    page.close()
    yield context
    context.close()


def cookies(kiosk: BrowserContext) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in kiosk.cookies()}


def visitor(kiosk: BrowserContext) -> str:
    return cookies(kiosk)[COOKIE][1:].partition("~")[0]


def answered(kiosk: BrowserContext, server: Server, label: str = "비밀") -> Page:
    """A page on which somebody has drawn and read the answer."""
    page = kiosk.new_page()
    page.goto(server.url)
    try_out(page, server.url, label)
    expect(page.locator(".answer")).to_contain_text(label, timeout=ANSWER_MILLISECONDS)
    page.wait_for_function("sessionStorage.getItem('lab-ticket:/demos/ink') === null")
    return page


def leave_alone(page: Page, milliseconds: int = IDLE_MILLISECONDS) -> None:
    """Let the time pass at once; then it stands still until `page.clock.resume()`."""
    moment: float = page.evaluate("Date.now()")
    page.clock.pause_at((moment + PAUSE_MILLISECONDS) / 1000)
    page.clock.run_for(milliseconds - PAUSE_MILLISECONDS)


def be_asked(page: Page) -> None:
    """See the question; a page that stirred until now, by being loaded, asks that much later."""
    for _ in range(IDLE_MILLISECONDS // 1000):
        if page.locator(ASKED).count():
            break
        page.clock.run_for(1000)
    expect(page.locator(ASKED)).to_be_visible()


def test_who_has_gone_is_asked_for_and_then_forgotten(
    kiosk: BrowserContext, server: Server, pictures: Path
) -> None:
    page = answered(kiosk, server)
    before = visitor(kiosk)
    page.get_by_role("button", name="5 최고예요").click()
    expect(page.get_by_role("button", name="1 아쉬워요")).to_be_disabled()
    page.evaluate("localStorage.setItem('left', 'behind'); sessionStorage.setItem('left', 'too')")
    leave_alone(page)
    be_asked(page)
    expect(page.get_by_role("alertdialog", name="아직 하고 계신가요?")).to_be_visible()
    expect(page.locator("[data-left]")).to_have_text(re.compile("20|19"))
    page.screenshot(path=pictures / "kiosk.png")
    leave_alone(page, COUNTDOWN_MILLISECONDS)
    page.wait_for_url(f"{server.url}/")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert visitor(kiosk) != before
    assert set(cookies(kiosk)) == {COOKIE, KIOSK_COOKIE}
    page.clock.resume()
    open_demo(page, server.url)
    assert page.evaluate(BLANK)
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.get_by_role("textbox", name="이름표")).to_have_value("")
    expect(page.get_by_role("button", name="1 아쉬워요")).to_be_enabled()


def test_the_back_button_leads_to_a_page_without_the_last_visitor(
    kiosk: BrowserContext, server: Server
) -> None:
    page = answered(kiosk, server)
    page.get_by_role("link", name="설명서").click()
    page.get_by_role("button", name="다 했어요").first.click()
    page.wait_for_url(f"{server.url}/")
    page.go_back()
    page.wait_for_url("**/demos/ink?lang=ko")
    page.wait_for_selector("canvas[data-ready]", timeout=ANSWER_MILLISECONDS)
    assert page.evaluate(BLANK)
    expect(page.get_by_text("비밀")).to_have_count(0)
    expect(page.get_by_role("textbox", name="이름표")).to_have_value("")


def test_still_here_keeps_the_page_by_the_keyboard_alone(
    kiosk: BrowserContext, server: Server
) -> None:
    page = answered(kiosk, server)
    before = visitor(kiosk)
    leave_alone(page)
    be_asked(page)
    expect(page.get_by_role("button", name="아직 하고 있어요")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(ASKED)).to_have_count(0)
    leave_alone(page, COUNTDOWN_MILLISECONDS)
    expect(page.locator(".answer")).to_contain_text("비밀")
    assert visitor(kiosk) == before
    leave_alone(page, IDLE_MILLISECONDS * 3 // 4)
    be_asked(page)
    page.keyboard.press("Escape")
    expect(page.locator(ASKED)).to_have_count(0)


def test_nobody_is_asked_while_a_ticket_is_worked_on(kiosk: BrowserContext, server: Server) -> None:
    page = kiosk.new_page()
    try_out(page, server.url, "slow4")
    expect(page.locator("[data-ticket]")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    leave_alone(page)
    expect(page.locator("[data-ticket]")).to_be_visible()
    expect(page.locator(ASKED)).to_have_count(0)
    page.clock.resume()
    expect(page.locator(".answer")).to_contain_text("slow4", timeout=ANSWER_MILLISECONDS)
    leave_alone(page, IDLE_MILLISECONDS // 2)
    expect(page.locator(ASKED)).to_have_count(0)  # there is time to read it
    leave_alone(page, IDLE_MILLISECONDS // 2)
    be_asked(page)


def test_nobody_is_asked_with_a_finger_on_the_drawing(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    open_demo(page, server.url)
    canvas = page.locator(".lab-canvas canvas")
    canvas.hover()
    page.mouse.down()
    leave_alone(page)
    expect(page.locator(ASKED)).to_have_count(0)
    page.mouse.up()
    leave_alone(page)
    be_asked(page)


def test_nobody_is_asked_while_an_answer_is_written_and_who_reads_it_has_time(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    open_demo(page, server.url)
    draw(page, *CROSS)
    state = server.folder / "var" / "playground"  # all that its process and the test share
    with tempfile.NamedTemporaryFile(prefix="grow", dir=state) as sign:
        ask(page, Path(sign.name).name)
        expect(page.locator(".answer")).to_contain_text("란란", timeout=ANSWER_MILLISECONDS)
        for _ in range(3):
            leave_alone(page)
            expect(page.locator(ASKED)).to_have_count(0)
        expect(page.locator("[data-ticket]")).to_contain_text("답을 쓰는 중입니다")
        page.clock.resume()
    expect(page.locator(".answer")).to_contain_text("란 다", timeout=ANSWER_MILLISECONDS)
    page.wait_for_function("sessionStorage.getItem('lab-ticket:/demos/ink') === null")
    leave_alone(page, IDLE_MILLISECONDS // 2)
    expect(page.locator(ASKED)).to_have_count(0)
    be_asked(page)


def test_a_press_that_is_refused_at_the_door_does_not_hold_the_kiosk(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    open_demo(page, server.url)
    draw(page, *CROSS)
    page.route(
        "**/queue/join*", lambda route: route.fulfill(status=429, json={"detail": "slow"}), times=1
    )
    with page.expect_response("**/queue/join*"):
        ask(page, "refused")
    leave_alone(page, 15_000)
    page.clock.resume()
    expect(page.locator(".lab-refusal")).to_contain_text("다시 한 번 눌러 주세요")
    page.wait_for_function("sessionStorage.getItem('lab-ticket:/demos/ink') === null")
    leave_alone(page)
    be_asked(page)


def test_a_line_whose_server_is_lost_does_not_hold_the_kiosk_for_ever(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    open_demo(page, server.url)
    page.evaluate("sessionStorage.setItem('lab-ticket:/demos/ink', 'lost')")
    leave_alone(page, 9 * 60_000)
    expect(page.locator(ASKED)).to_have_count(0)
    leave_alone(page, 3 * 60_000)
    page.wait_for_url(f"{server.url}/")


def test_who_is_done_leaves_the_ticket_while_still_its_visitor(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    open_demo(page, server.url)
    before = visitor(kiosk)
    draw(page, *CROSS)
    ask(page, "slow2")
    expect(page.locator("[data-ticket]")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    ticket = page.locator("[data-ticket]").get_attribute("data-ticket")
    with page.expect_response("**/demos/ink/ko/leave") as leaving:
        page.get_by_role("button", name="다 했어요").first.click()
    assert leaving.value.request.post_data == ticket
    assert before in leaving.value.request.all_headers()["cookie"]
    page.wait_for_url(f"{server.url}/")
    assert visitor(kiosk) != before


def test_a_front_page_that_nobody_touched_waits_without_a_question(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    page.goto(server.url)
    before = visitor(kiosk)
    leave_alone(page, 5 * IDLE_MILLISECONDS)
    expect(page.locator(ASKED)).to_have_count(0)
    assert visitor(kiosk) == before
    page.keyboard.press("Tab")
    leave_alone(page)
    be_asked(page)


def test_the_next_visitor_is_greeted_in_the_lab_s_first_language(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    page.goto(server.url)
    page.get_by_role("link", name="English").click()
    leave_alone(page)
    be_asked(page)
    expect(page.get_by_role("alertdialog", name="Are you still here?")).to_be_visible()
    leave_alone(page, COUNTDOWN_MILLISECONDS)
    page.wait_for_url(f"{server.url}/")
    assert page.locator("html").get_attribute("lang") == "ko"


def test_without_the_server_the_screen_is_covered_until_it_is_back(
    kiosk: BrowserContext, server: Server
) -> None:
    page = answered(kiosk, server)
    page.route("**/health", lambda route: route.abort())
    page.get_by_role("button", name="다 했어요").first.click()
    expect(page.get_by_text("다음 분을 위해 화면을 비우고")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_text("다음 분을 위해 화면을 비우고")).to_be_visible()
    page.unroute("**/health")
    page.clock.run_for(4000)
    page.wait_for_url(f"{server.url}/")


def test_at_200_percent_the_question_fits_and_its_targets_are_large(
    kiosk: BrowserContext, server: Server
) -> None:
    page = kiosk.new_page()
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 x 800 at 200 %
    open_demo(page, server.url)
    leave_alone(page)
    be_asked(page)
    for name in ("아직 하고 있어요", "다 했어요"):
        button = page.locator(ASKED).get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 64
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_phone_is_no_kiosk(phone: BrowserContext, server: Server) -> None:
    page = phone.new_page()
    page.goto(f"{server.url}/kiosk")
    expect(page.locator("[data-finish]").first).to_be_visible()
    page.goto(f"{server.url}/kiosk?off")
    expect(page.locator(".demo-card")).to_have_count(1)
    expect(page.locator("[data-finish], .kiosk-ask")).to_have_count(0)


def test_an_answer_is_read_aloud_by_a_voice_of_the_machine_and_nobody_is_asked_meanwhile(
    kiosk: BrowserContext, server: Server
) -> None:
    kiosk.add_init_script(VOICES)
    page = answered(kiosk, server)
    page.get_by_role("button", name="답 읽어 주기").click()
    assert page.evaluate("said") == [["near", "ko", "비밀: 2 / 1.70"]]
    leave_alone(page)
    expect(page.locator(ASKED)).to_have_count(0)
    page.evaluate("speechSynthesis.cancel()")
    leave_alone(page)
    be_asked(page)


def test_a_browser_without_a_voice_offers_no_reading(kiosk: BrowserContext, server: Server) -> None:
    page = answered(kiosk, server)
    expect(page.locator(".aloud")).to_have_count(0)
