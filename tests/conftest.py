"""Fixtures that several test modules share; what starts something expensive is made once a run."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from autograder.run import RunFunction
from autograder.template import running_template
from hub_config.machine import find_chromium
from tests.playground_server import PHONE, Server, running_playground
from tests.postgresql import PostgreSQL, run_postgresql
from tests.running_lab import INSTANT, PROJECT, RunningLab, start
from tests.sandboxes import forking, template

# A deadline, not a measure: the machine may be busy with something else.
EXPECT_MILLISECONDS = 60_000
CHROMIUM_OPTIONS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--pictures` writes the browser walks' screenshots to where the README shows them."""
    parser.addoption("--pictures", action="store_true", help="renew docs/pictures")


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a browser walk puts its screenshots."""
    return PROJECT / "docs" / "pictures" if request.config.getoption("--pictures") else tmp_path


@pytest.fixture
def short_path() -> Iterator[Path]:
    """An empty folder with a path short enough for Unix sockets (107 bytes with all in it)."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def warm_socket() -> Iterator[Path]:
    """The socket of a template that serves all tests of the run."""
    if os.geteuid() != 0:
        pytest.skip("only root's templates can fork into a sandbox")
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    with template(folder):
        yield folder / "template.sock"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def warm_run() -> Iterator[RunFunction]:
    """How to run notebooks forked from a template with everything loaded, for the whole run."""
    with running_template() as run:
        yield run


@pytest.fixture(params=["cold", "warm"])
def cold_and_warm(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Run a test with sandboxes that are started, and again with forked ones."""
    if request.param == "cold":
        yield
        return
    with forking(request.getfixturevalue("warm_socket")):
        yield
    fallbacks = [one.getMessage() for one in caplog.records if "no fork" in one.getMessage()]
    assert not fallbacks


@pytest.fixture(scope="session")
def running_lab() -> Iterator[RunningLab]:
    """The whole lab under its real supervisor, with the demo class; one for the whole run.

    Tests share it: whoever changes a person's work uses a person of their own.
    """
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    lab = start(
        folder,
        f'[instant."ai-foundations/{INSTANT}"]\ncool_down_seconds = 0\n[trainee]\nhome_mib = 64\n',
        hub_settings="waiting_place_seconds = 5\n",
    )
    yield lab
    code = lab.stop()
    said = lab.said
    shutil.rmtree(folder, ignore_errors=True)
    assert code == 0, said


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A playground with the sample demos; whoever needs other settings starts another."""
    with running_playground(tmp_path_factory.mktemp("playground")) as one:
        yield one


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A playground with the demos and models that are shipped."""
    folder = tmp_path_factory.mktemp("playground")
    with running_playground(folder, package="playground_demos.demos") as one:
        yield one


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server; ask it for a new database."""
    with run_postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless chromium.

    One for each module, not for the run: while Playwright runs, its event loop occupies this
    thread, and asynchronous tests of other modules could not run.
    """
    chromium = find_chromium()
    assert chromium is not None, "chromium is not installed. Run: make setup-test"
    # chromium's own sandbox refuses to run as root.
    options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    expect.set_options(timeout=EXPECT_MILLISECONDS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, headless=True, args=options)
        yield launched
        launched.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's phone, fresh: no cookies, nothing stored."""
    context = browser.new_context(**PHONE)
    yield context
    context.close()
