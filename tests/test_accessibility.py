"""Everybody can use the pages: axe-core finds nothing serious, a zoom fits, the keyboard is enough.

Each shipped demo is walked once at a kiosk that stands upright, in Korean by day, and once at one
that lies, in English in the dark.
The hub's pages are asked in test_hub_pages.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from playground_demos.catalogue import find_demos
from playground_demos.events.book import Event
from playground_demos.events.report import report_of_year
from playground_demos.events.report_files import poster_page, report_page
from playground_demos.events.survey import Survey
from playground_demos.events.usage import UsageRecord
from tests.axe import KIOSK_SIZE, UPRIGHT_SIZE, serious_findings, widths_beyond_the_screen
from tests.playground_server import READY, Server, draw

pytestmark = pytest.mark.slow

PATIENCE_MILLISECONDS = 60_000
LANGUAGES = {"ko": "light", "en": "dark"}
SIZES = {"ko": UPRIGHT_SIZE, "en": KIOSK_SIZE}
STAGE = "gradio-app"
PRIMARY = f"{STAGE} button.primary:visible"
ANSWERED = ".lab-status [data-try]"
DONE = ".lab-status [data-done]"
MOST_TABS = 80


def nothing(page: Page) -> None:
    """The demo asks at once."""


def first_choices(page: Page, count: int) -> None:
    """Answer every question with its first choice."""
    questions = page.locator(f"{STAGE} fieldset:visible")
    expect(questions).to_have_count(count)
    for question in questions.all():
        question.get_by_role("radio").first.check()


def write(page: Page) -> None:
    page.wait_for_selector(READY)
    draw(page, ((0.2, 0.2), (0.8, 0.2)), ((0.8, 0.2), (0.8, 0.8)))


def take_one(page: Page) -> None:
    """Ask for what the question is about."""
    page.locator(PRIMARY).click()
    expect(page.locator(PRIMARY)).to_have_count(2)


def place_sensors(page: Page) -> None:
    for spot in page.locator("[data-spot]").all()[:2]:
        spot.click()


def teach_shapes(page: Page) -> None:
    page.wait_for_selector(READY)
    page.locator(f"{STAGE} button.secondary").last.click()
    expect(page.locator(".lab-shelf img")).to_have_count(6)
    write(page)


# What a visitor does before the demo asks, and how many questions it asks then.
BEFORE: dict[str, tuple[Callable[[Page], None], int]] = {
    "handwriting": (write, 1),
    "teach": (teach_shapes, 1),
    "casting": (take_one, 1),
    "coldchain": (place_sensors, 1),
    "cmp": (nothing, 1),
    "pseudonym": (take_one, 2),
    "readiness": (nothing, 12),
    "words": (take_one, 1),
}


def said_in_english(labelled: Locator) -> list[str]:
    """Labels for a screen reader without one Korean letter."""
    return labelled.evaluate_all(  # type: ignore[no-any-return]
        """(all) => all.map((one) => one.getAttribute("aria-label"))
            .filter((said) => /[A-Za-z]{3,}/.test(said) && !/[가-힣]/.test(said)
                || /^(number input|range slider) for/.test(said))"""
    )


@contextmanager
def kiosk(browser: Browser, server: Server, language: str) -> Iterator[Page]:
    """A page of a kiosk; all of its requests stay with the playground, and none fails."""
    context = browser.new_context(
        viewport=SIZES[language],  # type: ignore[arg-type]
        locale="ko-KR",
        color_scheme=LANGUAGES[language],  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{server.url}/kiosk")
    yield page
    ours = (server.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(ours)] == [], "left the machine"
    assert complaints == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", find_demos())
def test_a_demo_at_a_kiosk_is_answered_without_a_serious_finding(
    shipped: Server, browser: Browser, name: str, language: str
) -> None:
    with kiosk(browser, shipped, language) as page:
        page.goto(f"{shipped.url}/demos/{name}?lang={language}")
        expect(page.locator(PRIMARY)).to_have_count(1)
        if language == "ko":  # in English what stood there before is looked at with the answer
            assert serious_findings(page) == []
        prepare, questions = BEFORE[name]
        prepare(page)
        first_choices(page, questions)
        page.locator(PRIMARY).last.click()
        expect(page.locator(ANSWERED)).to_be_attached()
        expect(page.locator(f"{STAGE} .lab-card h2").first).to_be_visible()
        page.locator("[data-stars='5']").click()
        expect(page.locator("#sentence")).to_be_visible()
        assert serious_findings(page) == []
        assert widths_beyond_the_screen(page) == []
        if language == "ko":
            labels = page.locator(f"{STAGE} [aria-label]")
            assert said_in_english(labels) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_to_read_has_no_serious_finding_and_fits_a_zoomed_screen(
    shipped: Server, browser: Browser, language: str
) -> None:
    with kiosk(browser, shipped, language) as page:
        cards = [f"models/{name}" for name, demo in find_demos().items() if demo.ABOUT.card_file]
        for path in ("", *cards):
            answer = page.goto(f"{shipped.url}/{path}?lang={language}")
            assert answer is not None
            assert answer.ok
            assert (path, serious_findings(page), widths_beyond_the_screen(page)) == (path, [], [])
        page.locator(".kiosk-ask").evaluate("one => one.showModal()")
        expect(page.get_by_role("alertdialog")).to_be_visible()
        assert serious_findings(page) == []


@pytest.mark.parametrize("path", ["demos/nowhere?lang=ko", "demos/nowhere?lang=en", "nowhere"])
def test_a_wrong_address_leads_back_by_a_page_without_a_serious_finding(
    shipped: Server, phone: BrowserContext, path: str
) -> None:
    page = phone.new_page()
    answer = page.goto(f"{shipped.url}/{path}")
    assert answer is not None
    assert answer.status == 404
    assert serious_findings(page) == []
    page.get_by_role("main").get_by_role("link").tap()
    expect(page.locator(".demo-card").first).to_be_visible()


def test_poster_and_report_have_no_serious_finding(tmp_path: Path, phone: BrowserContext) -> None:
    usage = UsageRecord.in_file(tmp_path / "usage.sqlite")
    now = datetime.now(UTC)
    event = Event("abcde", "체험의 날", now, now + timedelta(hours=1), 200)
    usage.add("visitors", "", 1)
    usage.add("try:cmp", "", 2)
    report = report_of_year(now.year, usage, Survey(usage), "Asia/Seoul")
    titles = {name: demo.ABOUT.title.ko for name, demo in find_demos().items()}
    page = phone.new_page()
    for made in (poster_page(event, "http://ai.example.org/e/abcde"), report_page(report, titles)):
        page.set_content(made)
        assert serious_findings(page) == []
        assert widths_beyond_the_screen(page) == []
    usage.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; each stop on the way shows that it has it.

    After the last stop the page itself has it, and the next Tab begins at the top.
    """
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        is_there, outline = wanted.evaluate(
            """(wanted) => [wanted === document.activeElement,
                [document.activeElement, document.activeElement.closest("label")]
                    .filter((one) => one && one !== document.body)
                    .map((one) => getComputedStyle(one).outlineStyle)]"""
        )
        assert set(outline) != {"none"}, page.evaluate("document.activeElement.outerHTML")
        if is_there:
            return
    raise AssertionError(f"{wanted} is not reached by {MOST_TABS} tabs")


def test_a_demo_is_found_and_rated_by_the_keyboard_alone(shipped: Server, browser: Browser) -> None:
    with kiosk(browser, shipped, "ko") as page:
        tab_to(page, page.get_by_role("link", name="본문으로"))
        tab_to(page, page.get_by_role("link", name="주조 검사"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/demos/casting?lang=ko")
        expect(page.locator(PRIMARY)).to_have_count(1)
        tab_to(page, page.get_by_role("link", name="본문으로"))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_role("button", name="5 최고예요"))
        page.keyboard.press("Space")
        expect(page.get_by_label("한마디 남겨")).to_be_visible()


DRAW = ["Space", *["ArrowDown"] * 6, "Space", "ArrowUp", "Space", *["ArrowRight"] * 6, "Space"]
# What a visitor does, without a finger or a mouse, until the answer; and how they break it then.
QUESTIONS, SHELF = "questions", "shelf"  # all with a number; what was filled, to wait for
Steps = list[tuple[str, str, list[str]]]  # role and name of a control, and the keys for it
BY_KEYS: dict[str, tuple[Steps, Steps]] = {
    "handwriting": (
        [("radio", "아주 확신", ["Space"]), ("application", "글씨를 쓰는 칸", DRAW),
         ("button", "3. AI에게", ["Enter"])],
        [("button", "4. 가장 중요한", ["Enter"])],
    ),
    "casting": (
        [("button", "1. 새 부품", ["Enter"]), ("radio", "정상", ["Space"]),
         ("button", "3. 판정하고", ["Enter"])],
        [("slider", "경보 문턱", ["End"]), ("button", "3. 판정하고", ["Enter"])],
    ),
    "cmp": (
        [("radio", "모자란다", ["Space"]), ("button", "3. AI에게", ["Enter"]),
         ("button", "4. 웨이퍼", ["Enter"])],
        [("slider", "압력", ["End"]), ("button", "3. AI에게", ["Enter"])],
    ),
    "coldchain": (
        [("button", "문 쪽", ["Enter"]), ("button", "냉매 옆", ["Space"]),
         ("radio", "무사하다", ["Space"]), ("button", "3. 백신", ["Enter"]),
         ("button", "4. 배달한다", ["Enter"])],
        [("button", "바깥벽", ["Enter"]), ("button", "5. 위에서", ["Enter"])],
    ),
    "pseudonym": (
        [("button", "1. 합성", ["Enter"]), ("radio", "혼자뿐이다", ["Space"]),
         ("button", "4. 세어", ["Enter"])],
        [("radio", "①", ["ArrowDown"] * 4), ("button", "4. 세어", ["Enter"])],
    ),
    "words": (
        [("button", "보기 네 개", ["Enter"]), ("radio", "①", ["Space"]),
         ("button", "3. 막대", ["Enter"])],
        [("button", "6. 거짓", ["Enter"])],
    ),
    "teach": (
        [("button", "보기 채워 넣기", ["Enter"]), (SHELF, "", []),
         ("application", "보기를 그리는 칸", DRAW),
         ("radio", "①", ["Space"]), ("button", "3. AI에게", ["Enter"])],
        [("application", "보기를 그리는 칸", DRAW), ("button", "3. AI에게", ["Enter"])],
    ),
    "readiness": (
        [("radio", "2 준비", ["Space"]), ("radio", "제조", ["Space"]),
         (QUESTIONS, "", ["Space"]), ("button", "진단 보기", ["Enter"])],
        [("radio", "2 준비", ["ArrowRight"]), ("button", "진단 보기", ["Enter"])],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def keyboard(shipped: Server, browser: Browser) -> Iterator[BrowserContext]:
    """A kiosk whose screen nobody touches, one for all demos."""
    with kiosk(browser, shipped, "ko") as page:
        yield page.context


@pytest.mark.parametrize("name", BY_KEYS)
def test_a_demo_is_tried_and_broken_by_the_keyboard_alone(
    shipped: Server, keyboard: BrowserContext, name: str
) -> None:
    page = keyboard.new_page()
    page.goto(f"{shipped.url}/demos/{name}?lang=ko")
    expect(page.locator(PRIMARY)).to_have_count(1)
    answered = "not yet"
    for steps in BY_KEYS[name]:
        for role, label, keys in steps:
            for control in controls(page, role, label):
                tab_to(page, control)
                for key in keys:
                    page.keyboard.press(key)
        expect(page.locator(DONE)).not_to_have_attribute("data-done", answered)
        expect(page.locator(".lab-refusal")).to_have_count(0)
        answered = page.locator(DONE).get_attribute("data-done") or ""
    page.close()


def controls(page: Page, role: str, label: str) -> list[Locator]:
    """The control of that name, or the second choice of every numbered question."""
    if role == SHELF:
        expect(page.locator(".lab-shelf img")).to_have_count(6)
        return []
    if role == QUESTIONS:
        questions = page.locator("fieldset").filter(has_text=re.compile(r"^ *\d+\. "))
        return [question.get_by_role("radio").nth(1) for question in questions.all()]
    return [page.locator(STAGE).get_by_role(role, name=label).first]  # type: ignore[arg-type]
