"""A citizen's walk through the playground, on a phone, with the demos and models that are shipped.

The steps follow one another as they do at an event, so each walk is one test; its name is the
story. With `--pictures` the screenshots become the README's pictures.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.playground_server import PHONE, READY
from tests.running_lab import RunningLab

pytestmark = pytest.mark.slow

PATIENCE_MILLISECONDS = 60_000
# 가, in shares of the canvas, as a finger writes it.
SYLLABLE = (
    ((0.15, 0.25), (0.45, 0.23), (0.42, 0.48), (0.20, 0.78)),
    ((0.66, 0.08), (0.67, 0.50), (0.66, 0.92)),
    ((0.67, 0.47), (0.90, 0.46)),
)


@pytest.fixture
def page(browser: Browser, running_lab: RunningLab) -> Iterator[Page]:
    """A page on a phone; all of its requests stay with the lab."""
    context = browser.new_context(**PHONE | {"device_scale_factor": 1})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    ours = (running_lab.playground_url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(ours)] == [], "left the machine"
    assert complaints == []
    context.close()


def test_a_citizen_writes_a_syllable_sees_why_it_is_read_so_and_erases_a_stroke(
    running_lab: RunningLab, page: Page, pictures: Path
) -> None:
    page.goto(running_lab.playground_url)
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.get_by_role("heading", level=1)).to_contain_text("직접 해 보고 믿으세요")
    page.screenshot(path=pictures / "front.png")

    page.get_by_role("link", name="손글씨").tap()
    page.wait_for_selector(READY)
    again = page.get_by_role("button", name="4. 가장 중요한 획을")
    expect(again).to_have_count(0)
    page.get_by_role("radio", name="아주 확신").check()
    write(page)
    page.get_by_role("button", name="3. AI에게 묻기").tap()
    heading = page.get_by_role("heading", level=2).filter(has_text="가")
    expect(heading.first).to_be_in_viewport()
    expect(page.locator(".lab-card ol li")).to_have_count(5)
    expect(page.get_by_role("img", name="획마다 칠한 그림")).to_be_visible()
    wait_until_still(page)
    expect(heading.first).to_be_in_viewport()
    page.screenshot(path=pictures / "handwriting.png")

    before = heading.first.inner_text()
    again.tap()
    answer = page.locator(".lab-card h2").first
    expect(answer).not_to_have_text(before)
    wait_until_still(page)
    expect(answer).to_be_in_viewport()
    expect(page.locator(".lab-card ol li")).to_have_count(5)


def test_a_citizen_judges_a_part_before_the_model_does_and_reads_on_in_english(
    running_lab: RunningLab, page: Page, pictures: Path
) -> None:
    page.goto(f"{running_lab.playground_url}demos/casting?lang=ko")
    compare = page.get_by_role("button", name="3. 판정하고 AI와 비교")
    expect(page.get_by_role("button", name="1. 새 부품 받기")).to_be_visible()
    expect(compare).to_have_count(0)
    page.get_by_role("button", name="1. 새 부품 받기").tap()
    expect(page.get_by_role("img", name="검사할 주물 표면")).to_be_in_viewport()
    compare.tap()
    expect(page.locator(".lab-status")).to_contain_text("AI보다 먼저 판정해 주세요")
    page.get_by_role("radio", name="정상").check()
    compare.tap()
    truth = page.get_by_role("heading", name="정답")
    expect(truth).to_be_in_viewport()
    expect(page.get_by_role("img", name="AI가 본 곳을 붉게 칠한 표면")).to_be_visible()
    expect(page.locator(".lab-card ol li")).to_have_count(5)
    expect(page.get_by_text("/ 1")).to_be_visible()
    wait_until_still(page)
    expect(truth).to_be_in_viewport()
    for _ in range(20):  # until there is a defect to look at
        if "정상" not in truth.inner_text():
            break
        page.get_by_role("button", name="1. 새 부품 받기").tap()
        expect(truth).to_have_count(0)
        page.get_by_role("radio", name="정상").check()
        compare.tap()
        expect(truth).to_be_in_viewport()
    wait_until_still(page)
    expect(page.get_by_role("img", name="실제 결함 자리를 표시한 표면")).to_be_in_viewport()
    page.screenshot(path=pictures / "casting.png")

    page.get_by_role("link", name="English").tap()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="1. Take a new part").tap()
    expect(page.get_by_role("img", name="The cast surface to inspect")).to_be_visible()

    page.get_by_role("link", name="Read this model's card").tap()
    expect(page.get_by_role("heading", name="How well does it do?")).to_be_visible()
    expect(page.locator(".figures li").first).to_contain_text("95% interval")
    expect(page.locator("main")).to_contain_text("python -m playground_demos.train casting")


def write(page: Page) -> None:
    """Write SYLLABLE with the pointer."""
    canvas = page.locator(".lab-canvas canvas")
    canvas.scroll_into_view_if_needed()
    wait_until_still(page)
    box = canvas.bounding_box()
    assert box is not None
    for stroke in SYLLABLE:
        for number, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
            if number == 0:
                page.mouse.down()
        page.mouse.up()


def wait_until_still(page: Page) -> None:
    """Return when the page has stopped scrolling."""
    page.evaluate(
        """() => new Promise((done) => {
            let last = -1, still = 0;
            const look = () => {
              still = scrollY === last ? still + 1 : 0;
              last = scrollY;
              still > 20 ? done() : requestAnimationFrame(look);
            };
            look();
        })"""
    )
