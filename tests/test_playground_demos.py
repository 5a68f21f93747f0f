"""Each shipped demo once through, on a phone, on one playground and in one browser.

With `--pictures` the screenshots go to where the README shows them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.playground_server import PHONE, Server, running_playground

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("playground")
    with running_playground(folder, package="playground_demos.demos") as one:
        yield one


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A phone whose requests all stay with the playground, and which has nothing to complain of."""
    context = browser.new_context(**PHONE | {"device_scale_factor": 1})
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    assert complaints == []
    assert "Traceback" not in server.log()
    context.close()


def test_the_front_page_draws_a_picture_for_every_demo(server: Server, phone: Page) -> None:
    phone.goto(server.url)
    cards = phone.locator(".demo-card")
    expect(cards.locator(".icon svg")).to_have_count(cards.count())


def test_an_engineer_polishes_a_wafer_and_hears_that_the_model_does_not_know_everything(
    server: Server, phone: Page, pictures: Path
) -> None:
    phone.goto(f"{server.url}/demos/cmp?lang=ko")
    ask = phone.get_by_role("button", name="3. AI에게 묻기")
    ask.tap()
    expect(phone.locator(".lab-status")).to_contain_text("AI보다 먼저 맞혀 주세요")
    phone.get_by_role("radio", name="모자란다").check()
    ask.tap()
    expect(phone.get_by_role("heading", name="nm가 깎입니다")).to_be_in_viewport()
    expect(phone.get_by_role("img", name="배우지 않은 곳")).to_be_visible()
    phone.get_by_role("button", name="4. 웨이퍼를 깎고").tap()
    expect(phone.get_by_text("오늘의 첫 점수입니다!")).to_be_visible()
    phone.screenshot(path=pictures / "cmp.png")
    phone.get_by_role("spinbutton", name="압력").fill("8")
    phone.get_by_role("spinbutton", name="회전 속도").fill("150")
    ask.tap()
    expect(phone.get_by_role("heading", name="모르겠습니다")).to_be_in_viewport()
    expect(phone.get_by_text("오늘의 첫 점수입니다!")).to_have_count(0)
    phone.get_by_role("button", name="4. 웨이퍼를 깎고").tap()
    expect(phone.get_by_text("AI가 모른다고 한 설정입니다")).to_be_visible()


def test_a_citizen_is_found_without_a_name_hides_and_fools_the_search(
    server: Server, phone: Page, pictures: Path
) -> None:
    phone.goto(f"{server.url}/demos/pseudonym?lang=ko")
    phone.get_by_role("button", name="1. 합성 주민 한 명 만나기").tap()
    expect(phone.get_by_text("실제 사람일 수 없습니다").first).to_be_visible()
    count = phone.get_by_role("button", name="4. 세어 보기")
    count.tap()
    expect(phone.locator(".lab-status")).to_contain_text("먼저 맞혀 주세요")
    phone.get_by_role("radio", name="혼자뿐이다").check()
    count.tap()
    expect(phone.get_by_role("heading", name="무엇이 드러냈을까요?")).to_be_visible()
    expect(phone.get_by_role("img", name="쓸모는 줄어드는 그림")).to_be_visible()
    phone.screenshot(path=pictures / "pseudonym.png")
    phone.get_by_role("radio", name="⑤").check()
    count.tap()
    expect(phone.get_by_role("heading", name="명이 똑같아 보입니다")).to_be_visible()
    phone.get_by_role("button", name="글에서 찾아 가리기").tap()
    phone.get_by_role("textbox", name="글").fill("<b>김합성</b> 님은 900101-3123454입니다")
    phone.get_by_role("button", name="찾아서 가리기").tap()
    expect(phone.get_by_role("heading", name="1곳을 찾았습니다")).to_be_visible()
    expect(phone.get_by_text("<b>김합성</b> 님은 [주민·외국인등록번호]입니다")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert "900101" not in server.log()
