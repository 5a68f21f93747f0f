"""axe-core's accessibility rules, asked of a page in the browser, and how a page takes a zoom.

The rules are Deque's own (npm, pinned by package-lock.json, for tests alone). They are given to the
page by the driver, so the page's content security policy stays as visitors meet it. Does not judge
what rules cannot: whether words are understood.
"""

from functools import cache

from playwright.sync_api import Page

from tests.running_lab import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
# A change of colours may take a page a moment; until it is over, axe measures what nobody reads.
ASKED = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(changes.map((one) => one.finished));
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations
        .filter(({ impact }) => ["serious", "critical"].includes(impact))
        .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((one) => one.html)}`);
}"""
# A screen of 1280 x 800 at 200 and at 400 % (WCAG 1.4.4 and 1.4.10).
ZOOMED = ({"width": 640, "height": 400}, {"width": 320, "height": 200})
KIOSK_SIZE = {"width": 1280, "height": 800}
UPRIGHT_SIZE = {"width": 1080, "height": 1920}  # a kiosk's screen as one stands before it


@cache
def _rules() -> str:
    assert AXE.exists(), "axe-core is not installed. Run: make setup-test"
    return AXE.read_text("utf-8")


def serious_findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical on the page as it stands."""
    page.evaluate(_rules())
    found: list[str] = page.evaluate(ASKED)
    return found


def widths_beyond_the_screen(page: Page) -> list[int]:
    """By how much the page is wider than its screen, as it is and at each zoom, where it is."""
    size = page.viewport_size
    assert size is not None
    beyond = []
    for zoomed in (size, *ZOOMED):
        page.set_viewport_size(zoomed)  # type: ignore[arg-type]
        beyond.append(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
    page.set_viewport_size(size)
    return [more for more in beyond if more > 0]
