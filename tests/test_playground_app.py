"""The playground as visitors meet it: a real server, a real browser, the size of a phone."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from tests.playground_server import (
    ANSWER_MILLISECONDS,
    CROSS,
    PHONE,
    READY,
    Server,
    ask,
    draw,
    open_demo,
    picture_file,
    try_out,
)

pytestmark = pytest.mark.slow

# A camera that sees a dark wall.
CAMERA = """
const wall = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
const seen = (window.seen = { wall });
setInterval(() => seen.wall.getContext("2d").fillRect(0, 0, 64, 48), 50);
navigator.mediaDevices.enumerateDevices = async () => [{ kind: "videoinput" }];
navigator.mediaDevices.getUserMedia = async () => {
  const stream = seen.wall.captureStream();
  [seen.track] = stream.getTracks();
  return stream;
};
"""


def test_a_citizen_draws_and_sees_an_answer_in_korean(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(server.url)
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.locator("footer")).to_contain_text("체험의 답은 대부분 인공지능이 만들고")
    page.get_by_role("link", name="잉크").click()
    page.wait_for_selector(READY, timeout=ANSWER_MILLISECONDS)
    expect(page.locator("footer")).to_contain_text("이 화면의 답은 인공지능이 만들었습니다")
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "당신의 그림에는 잉크가 얼마나 들어 있을까요?"
    )
    expect(page.locator(".limits")).to_contain_text("무엇을 그렸는지는 모릅니다.")
    draw(page, *CROSS)
    ask(page, "나")
    expect(page.locator(".answer")).to_contain_text("나: 2 / 1.70", timeout=ANSWER_MILLISECONDS)


def test_no_request_leaves_the_machine_and_nothing_fails(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    asked: list[str] = []
    failed: list[str] = []
    complaints: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("response", lambda answer: failed.append(answer.url) if not answer.ok else None)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(server.url)
    try_out(page, server.url)
    expect(page.locator(".answer")).to_be_visible(timeout=ANSWER_MILLISECONDS)
    page.goto(f"{server.url}/models/ink")
    ours = (server.url, "data:", "blob:")
    assert len(asked) > 30
    assert [url for url in asked if not url.startswith(ours)] == []
    assert failed == []
    assert complaints == []


def test_the_language_is_one_touch_away_and_stays(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    page.get_by_role("link", name="English").tap()
    page.wait_for_selector(READY, timeout=ANSWER_MILLISECONDS)
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("heading", level=1)).to_have_text("How much ink is in your drawing?")
    expect(page.get_by_role("button", name="Measure")).to_be_visible()
    page.goto(server.url)
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="한국어").tap()
    assert page.locator("html").get_attribute("lang") == "ko"


def test_a_browser_that_prefers_english_is_greeted_in_english(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context(**PHONE | {"locale": "en-GB"})
    page = context.new_page()
    page.goto(server.url)
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/demos/ink", "/models/ink", "/demos/nowhere"])
def test_no_page_is_wider_than_its_screen(
    server: Server, browser: Browser, width: int, path: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(server.url + path)
    if path == "/demos/ink":
        page.wait_for_selector(READY, timeout=ANSWER_MILLISECONDS)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_targets_are_large_enough_for_a_finger(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a:not(.skip), button")]
            .filter((one) => one.getBoundingClientRect().height > 0)
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.innerText)"""
    )
    assert small == []


def test_a_visitor_rates_a_demo_by_one_tap_and_may_add_a_sentence(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    page.get_by_role("button", name="4 좋아요").tap()
    expect(page.get_by_role("status").filter(has_text="고맙습니다")).to_be_visible()
    expect(page.get_by_role("button", name="5 최고")).to_be_disabled()
    page.get_by_label("한마디 남겨").fill("010-1234-5678로 전화 주세요")
    page.get_by_role("button", name="보내기").tap()
    expect(page.get_by_role("status").filter(has_text="개인정보(전화번호)")).to_be_visible()


def test_an_empty_drawing_gets_a_kind_sentence(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    ask(page)
    expect(page.locator(".lab-status")).to_contain_text("먼저 그려 주세요")
    expect(page.locator(".answer")).to_have_count(0)


def test_undo_and_clear_take_strokes_back(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    draw(page, *CROSS)
    page.get_by_role("button", name="한 획 지우기").click()
    ask(page, "하나")
    expect(page.locator(".answer")).to_contain_text("하나: 1 / 0.85", timeout=ANSWER_MILLISECONDS)
    page.get_by_role("button", name="모두 지우기").click()
    ask(page, "없음")
    expect(page.locator(".lab-status")).to_contain_text("먼저 그려 주세요")


def test_an_example_is_drawn_by_the_keyboard_alone(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    page.get_by_role("button", name="예시로 해 보기").press("Enter")
    inked = "!!document.querySelector('canvas').getContext('2d').getImageData(320,320,1,1).data[3]"
    page.wait_for_function(inked)
    page.get_by_role("button", name="재어 보기").press("Space")
    expect(page.locator(".answer")).to_contain_text("2 / 1.70", timeout=ANSWER_MILLISECONDS)


def test_a_script_in_a_name_is_text(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    try_out(page, server.url, "<img src=x onerror='document.title=1'>")
    expect(page.locator(".answer")).to_contain_text("<img src=x", timeout=ANSWER_MILLISECONDS)
    assert page.title() != "1"


def test_our_own_fault_is_not_the_visitor_s_and_its_words_stay_out_of_the_log(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    try_out(page, server.url, "break")
    expect(page.locator(".lab-status")).to_contain_text("저희 쪽에 문제가 생겨")
    assert "ink.0 failed: RuntimeError" in server.log()
    assert "secret" not in server.log()


def test_a_photo_is_shrunk_on_the_phone_and_read(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data or "")))
    open_demo(page, server.url)
    buffer = io.BytesIO()
    Image.effect_noise((3200, 2400), 60).save(buffer, "JPEG", quality=95)
    page.set_input_files("input[type=file]", picture_file("사진 1.jpg", buffer.getvalue()))
    expect(page.locator(".answer")).to_contain_text("brightness 12", timeout=ANSWER_MILLISECONDS)
    assert len(buffer.getvalue()) > 3_000_000
    assert max(sent) < 2_000_000


def test_a_screen_with_a_camera_takes_a_photo_and_lets_the_camera_go(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.add_init_script(CAMERA)
    open_demo(page, server.url)
    page.get_by_role("button", name="카메라 켜기").tap()
    page.get_by_role("button", name="찍기", exact=True).tap()
    expect(page.locator(".answer", has_text="brightness")).to_be_visible()
    page.get_by_role("button", name="카메라 끄기").tap()
    assert page.evaluate("window.seen.track.readyState") == "ended"


def test_a_text_file_called_png_gets_a_kind_sentence(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    page.set_input_files("input[type=file]", picture_file("cat.png", b"not a cat"))
    expect(page.locator(".lab-status")).to_contain_text("사진으로 읽을 수 없는 파일입니다")


def test_a_file_too_large_to_send_is_not_sent(server: Server, phone: BrowserContext) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    page.set_input_files("input[type=file]", picture_file("huge.png", b"\0" * 9_000_000))
    expect(page.locator(".lab-status")).to_contain_text("파일이 너무 큽니다")


def test_a_picture_of_40_megapixels_is_answered_and_the_next_one_too(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    open_demo(page, server.url)
    buffer = io.BytesIO()
    Image.new("L", (8000, 5000), 30).save(buffer, "PNG")
    page.set_input_files("input[type=file]", picture_file("큰 사진.png", buffer.getvalue()))
    # The phone shrinks what it can decode; the server refuses what arrives unshrunk.
    told = page.locator(".answer, .lab-status").filter(has_text="brightness")
    expect(told.or_(page.get_by_text("화소")).first).to_be_visible(timeout=ANSWER_MILLISECONDS)
    assert "Traceback" not in server.log()
