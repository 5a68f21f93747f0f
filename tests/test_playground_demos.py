"""Each shipped demo once through, on a phone, on one playground and in one browser.

With `--pictures` the screenshots go to where the README shows them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.playground_server import READY, Server, draw

pytestmark = pytest.mark.slow


@pytest.fixture
def server(shipped: Server) -> Server:
    return shipped


@pytest.fixture
def page(phone: BrowserContext, server: Server) -> Iterator[Page]:
    """A phone's page whose requests all stay with the playground, and which has no complaint."""
    asked: list[str] = []
    complaints: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page = phone.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    assert complaints == []
    assert "Traceback" not in server.log()


def test_the_front_page_draws_a_picture_for_every_demo(server: Server, page: Page) -> None:
    page.goto(server.url)
    cards = page.locator(".demo-card")
    expect(cards.locator(".icon svg")).to_have_count(cards.count())


def test_who_has_no_idea_what_to_write_takes_an_example_and_erases_what_decides(
    server: Server, page: Page
) -> None:
    page.goto(f"{server.url}/demos/handwriting?lang=ko")
    page.wait_for_selector(READY)
    page.get_by_role("radio", name="아주 확신").check()
    page.get_by_role("button", name="예시 글씨").tap()
    page.get_by_role("button", name="3. AI에게 묻기").tap()
    expect(page.get_by_role("heading", name="“인”")).to_be_visible()
    page.get_by_role("button", name="4. 가장 중요한 획을 지우고").tap()
    expect(page.get_by_role("heading", name="“인”")).to_have_count(0)
    expect(page.get_by_role("heading", name="어느 획을 보고 읽었을까요?")).to_be_visible()


def test_an_engineer_polishes_a_wafer_and_hears_that_the_model_does_not_know_everything(
    server: Server, page: Page, pictures: Path
) -> None:
    page.goto(f"{server.url}/demos/cmp?lang=ko")
    ask = page.get_by_role("button", name="3. AI에게 묻기")
    ask.tap()
    expect(page.locator(".lab-status")).to_contain_text("AI보다 먼저 맞혀 주세요")
    page.get_by_role("radio", name="모자란다").check()
    ask.tap()
    expect(page.get_by_role("heading", name="nm가 깎입니다")).to_be_in_viewport()
    expect(page.get_by_role("img", name="배우지 않은 곳")).to_be_visible()
    page.get_by_role("button", name="4. 웨이퍼를 깎고").tap()
    # Others have perhaps been at this playground today.
    board = page.get_by_text(re.compile(r"오늘의 (첫 점수|최고)"))
    expect(board).to_be_visible()
    page.screenshot(path=pictures / "cmp.png")
    page.get_by_role("spinbutton", name="압력").fill("8")
    page.get_by_role("spinbutton", name="회전 속도").fill("150")
    ask.tap()
    expect(page.get_by_role("heading", name="모르겠습니다")).to_be_in_viewport()
    expect(board).to_have_count(0)
    page.get_by_role("button", name="4. 웨이퍼를 깎고").tap()
    expect(page.get_by_text("AI가 모른다고 한 설정입니다")).to_be_visible()


def test_a_citizen_is_found_without_a_name_hides_and_fools_the_search(
    server: Server, page: Page, pictures: Path
) -> None:
    page.goto(f"{server.url}/demos/pseudonym?lang=ko")
    page.get_by_role("button", name="1. 합성 주민 한 명 만나기").tap()
    expect(page.get_by_text("실제 사람일 수 없습니다").first).to_be_visible()
    count = page.get_by_role("button", name="4. 세어 보기")
    count.tap()
    expect(page.locator(".lab-status")).to_contain_text("먼저 맞혀 주세요")
    page.get_by_role("radio", name="혼자뿐이다").check()
    count.tap()
    expect(page.get_by_role("heading", name="무엇이 드러냈을까요?")).to_be_visible()
    expect(page.get_by_role("img", name="쓸모는 줄어드는 그림")).to_be_visible()
    page.screenshot(path=pictures / "pseudonym.png")
    page.get_by_role("radio", name="⑤").check()
    count.tap()
    expect(page.get_by_role("heading", name="명이 똑같아 보입니다")).to_be_visible()
    page.get_by_role("button", name="글에서 찾아 가리기").tap()
    page.get_by_role("textbox", name="글").fill("<b>김합성</b> 님은 900101-3123454입니다")
    page.get_by_role("button", name="찾아서 가리기").tap()
    expect(page.get_by_role("heading", name="1곳을 찾았습니다")).to_be_visible()
    expect(page.get_by_text("<b>김합성</b> 님은 [주민·외국인등록번호]입니다")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "900101" not in server.log()


def test_a_citizen_sends_a_vaccine_decides_by_a_forecast_and_tries_to_fool_it(
    server: Server, page: Page, pictures: Path
) -> None:
    page.goto(f"{server.url}/demos/coldchain?lang=ko")
    send = page.get_by_role("button", name="3. 백신 보내기")
    send.tap()
    expect(page.locator(".lab-status")).to_contain_text("자리 두 곳을 그림에서")
    for place in ("문 쪽", "바깥벽", "냉매 옆"):  # the third takes the place of the first
        page.get_by_role("button", name=place).tap()
    expect(page.locator(".lab-spots [aria-pressed=true]")).to_have_count(2)
    page.get_by_role("radio", name="무사하다").check()
    send.tap()
    forecast = page.get_by_role("heading", name="AI의 예보")
    expect(forecast).to_be_visible()
    expect(page.get_by_role("img", name="그 뒤의 예보")).to_be_visible()
    page.get_by_role("button", name="4. 배달한다").tap()
    expect(page.locator(".lab-table tr")).to_have_count(6)
    page.screenshot(path=pictures / "coldchain.png")
    became = page.get_by_role("heading", name=re.compile("^백신[은이]")).inner_text()
    page.get_by_role("button", name="문 쪽").tap()
    page.get_by_role("button", name="5. 위에서 센서를").tap()
    expect(page.locator(".lab-table")).to_have_count(0)
    page.get_by_role("button", name="4. 폐기한다").tap()
    expect(page.get_by_role("heading", name=became)).to_be_visible()


def test_a_company_learns_its_stage_why_and_what_to_do_and_can_print_it(
    server: Server, page: Page, pictures: Path
) -> None:
    page.goto(f"{server.url}/demos/readiness?lang=ko")
    page.get_by_role("radio", name="2 준비").check()
    page.get_by_role("radio", name="제조").check()
    ask = page.get_by_role("button", name="진단 보기")
    questions = page.locator("fieldset").filter(has_text=re.compile(r"^ *\d+\. "))
    for question in questions.all()[:9]:
        question.get_by_role("radio", name="조금").check()
    ask.tap()
    expect(page.locator(".lab-status")).to_contain_text("10번에 아직 답하지 않으셨습니다")
    questions.last.get_by_role("radio", name="조금").check()
    ask.tap()
    expect(page.get_by_role("heading", name="우리 회사는: 3 시범")).to_be_visible()
    expect(page.get_by_text("예상보다 높습니다")).to_be_visible()
    expect(page.get_by_text("산업 AX")).to_be_visible()
    page.screenshot(path=pictures / "readiness.png")
    expect(page.locator("footer")).to_contain_text("학습한 모델이 없습니다")
    page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    page.get_by_role("button", name="인쇄하거나 PDF로 저장").tap()
    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    expect(ask).to_be_hidden()
    expect(page.get_by_role("heading", name="왜 이 단계인가요?")).to_be_visible()


def test_a_citizen_teaches_two_kinds_tests_the_model_and_takes_an_example_away(
    server: Server, page: Page, pictures: Path
) -> None:
    upright, level = ((0.5, 0.1), (0.5, 0.9)), ((0.1, 0.5), (0.9, 0.5))
    page.goto(f"{server.url}/demos/teach?lang=ko")
    page.wait_for_selector(READY)
    ask = page.get_by_role("button", name="3. AI에게 시험 내기")
    ask.tap()
    expect(page.locator(".lab-status")).to_contain_text("①과 ②를 하나씩은")
    examples = page.locator(".lab-shelf img")
    for count, (strokes, teacher) in enumerate([((upright,), "① 배워"), ((level,), "② 배워")], 1):
        draw(page, *strokes)
        page.get_by_role("button", name=teacher).tap()
        expect(examples).to_have_count(count)
    page.get_by_role("checkbox", name="그리는 동안").check()
    draw(page, upright)
    expect(page.get_by_text("지금은 ① 같습니다")).to_be_visible()
    page.get_by_role("radio", name="①").check()
    ask.tap()
    expect(page.get_by_role("heading", name="제 답은 ①")).to_be_visible()
    expect(page.get_by_text("두 개씩은 가르쳐야")).to_be_visible()
    page.get_by_role("button", name="동그라미·세모·네모").tap()
    expect(examples).to_have_count(6)
    examples.first.tap()
    expect(examples).to_have_count(5)
    ask.tap()
    expect(page.get_by_role("heading", name="무엇과 닮아서?")).to_be_visible()
    page.screenshot(path=pictures / "teach.png")
    later = page.context.new_page()
    later.goto(f"{server.url}/demos/teach?lang=ko")
    later.wait_for_selector(READY)
    expect(later.locator(".lab-shelf img")).to_have_count(0)


def test_a_citizen_guesses_a_word_lets_the_model_write_on_and_gives_it_a_false_beginning(
    server: Server, page: Page
) -> None:
    page.goto(f"{server.url}/demos/words?lang=ko")
    expect(page.get_by_text("이 저장소에서 이 실습실의 수업 글로").first).to_be_visible()
    page.get_by_role("button", name="다른 첫머리").tap()
    expect(page.get_by_role("textbox").first).to_have_value("모델이 틀리는 까닭은")
    page.get_by_role("button", name="보기 네 개 받기").tap()
    ask = page.get_by_role("button", name="3. 막대 보기")
    ask.tap()
    expect(page.locator(".lab-status")).to_contain_text("AI보다 먼저 골라 주세요")
    page.get_by_role("radio", name="①").check()
    ask.tap()
    expect(page.get_by_role("heading", name="어느 말을 보고 골랐을까요?")).to_be_visible()
    page.get_by_role("button", name="5. 이어 쓰게 하기").tap()
    expect(page.locator(".lab-status [data-try]")).to_be_attached()
    expect(page.get_by_text("AI가 만든 글").first).to_be_visible()
    page.get_by_role("button", name="6. 거짓 첫머리를 줘 보기").tap()
    expect(page.get_by_text("200 °C에서 800 °C").first).to_be_visible()
    page.get_by_role("textbox").first.fill("<img src=x onerror='document.title=1'>")
    page.get_by_role("button", name="보기 네 개 받기").tap()
    expect(page.get_by_text("document.title=1").first).to_be_visible()
    assert page.title() != "1"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
