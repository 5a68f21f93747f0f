"""The operator's page: behind its password, true, and one press starts a demo again."""

import contextlib
import stat
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import pytest
import torch
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from playground_demos.demo import DemoModule
from playground_demos.events.presence import Presence
from playground_demos.events.usage import UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.opening import Opening
from playground_demos.floor.stage import Floor
from playground_demos.operator.app import OperatorDesk, build_operator_app
from playground_demos.serving.residents import Residents
from playground_demos.tickets.desk import TicketDesk
from playground_demos.toolkit.cards import ModelError
from playground_demos.toolkit.pictures import PictureLimits
from tests.axe import serious_findings, widths_beyond_the_screen
from tests.playground_server import (
    PATIENCE_SECONDS,
    PHONE,
    Server,
    free_port,
    running_playground,
    try_out,
)
from tests.sample_demos import ink

pytestmark = pytest.mark.slow

REFRESH_MILLISECONDS = 10_001


@pytest.fixture(scope="module")
def desk_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, desk_port: int) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("playground")
    with running_playground(folder, f"operator_port = {desk_port}\n") as one:
        wait_for(f"http://127.0.0.1:{desk_port}/metrics")
        yield one


@pytest.fixture
def desk(watched: Server, desk_port: int) -> Iterator[httpx.Client]:
    address = f"http://127.0.0.1:{desk_port}"
    auth = ("operator", password(watched))
    with httpx.Client(base_url=address, auth=auth, timeout=PATIENCE_SECONDS) as client:
        yield client


def password(server: Server) -> str:
    return password_file(server).read_text().strip()


def password_file(server: Server) -> Path:
    return server.folder / "var" / "secrets" / "playground_operator"


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(address)
            return
        threading.Event().wait(0.1)
    raise AssertionError(f"{address} does not answer")


def test_only_we_read_the_password_s_file(watched: Server) -> None:
    assert stat.S_IMODE(password_file(watched).stat().st_mode) == 0o600


def test_another_site_cannot_press_the_button(desk: httpx.Client) -> None:
    for origin in ({}, {"origin": "https://example.org"}):
        assert desk.post("/restart/ink", headers=origin).status_code == 403


def test_metrics_are_there_without_a_password(watched: Server, desk_port: int) -> None:
    text = httpx.get(f"http://127.0.0.1:{desk_port}/metrics").text
    assert 'playground_demo_up{demo="ink"} 1.0' in text


def test_the_visitors_port_has_no_operator_s_page(watched: Server) -> None:
    for path in ("/metrics", "/restart/ink", "/reports/abcde"):
        assert httpx.get(watched.url + path).status_code == 404


def test_the_report_of_a_year_is_there_as_page_table_and_pdf(desk: httpx.Client) -> None:
    year = datetime.now(UTC).year
    begins = {"": b"<!doctype html>", ".csv": b"\xef\xbb\xbf", ".pdf": b"%PDF"}
    for kind, beginning in begins.items():
        assert desk.get(f"/reports/{year}{kind}").content.startswith(beginning)
        assert f"/reports/{year}{kind}" in desk.get("/").text
    for other in ("zzzzz", "zzzzz.pdf", f"{year}.docx", "١٢٣٤"):
        assert desk.get(f"/reports/{other}").status_code == 404


def test_what_failed_is_told_in_words_that_quote_no_visitor(
    watched: Server, desk: httpx.Client, browser: Browser
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    try_out(page, watched.url, "break")
    expect(page.locator(".lab-status")).to_contain_text("저희")
    context.close()
    text = desk.get("/").text
    assert "답을 만들지 못했습니다 (RuntimeError at " in text
    assert "secret" not in text


def test_the_operator_sees_demos_and_starts_one_again_by_a_press(
    watched: Server, desk_port: int, browser: Browser
) -> None:
    context = browser.new_context(
        http_credentials={"username": "operator", "password": password(watched)}
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{desk_port}/")
    row = page.locator("tr", has_text="잉크").filter(has=page.get_by_role("button"))
    expect(row).to_contain_text("켜짐")
    row.get_by_role("button", name="다시 시작").click()
    expect(row).to_contain_text("켜짐")
    assert serious_findings(page) == []
    assert widths_beyond_the_screen(page) == []
    context.close()


class Network(torch.nn.Linear):
    """Weights of 3 MiB."""

    def __init__(self) -> None:
        super().__init__(3 * 2**18, 1, bias=False)


def test_a_model_s_measured_memory_stands_beside_the_expected(tmp_path: Path) -> None:
    about = replace(ink.ABOUT, memory_bytes=5 * 2**20)
    demo = cast(DemoModule, SimpleNamespace(ABOUT=about, load=lambda folder: Network()))
    residents = Residents({"ink": demo}, tmp_path)
    residents.load_all()
    usage = UsageRecord.in_file(tmp_path / "usage.sqlite")
    desk = TicketDesk(workers=1)
    floor = Floor(desk, residents, usage, Figures(), PictureLimits(1, 1))
    app = build_operator_app(
        OperatorDesk("lab", "Asia/Seoul", "word", floor, {"ink": demo}, Presence())
    )
    with TestClient(app) as client:
        assert "모델 3.0 MiB (예상 5.0)" in client.get("/", auth=("operator", "word")).text
        residents._forget("ink")
        assert "모델이 메모리에 없음" in client.get("/", auth=("operator", "word")).text
    desk.close()
    usage.close()


def test_a_demo_that_is_being_loaded_is_not_called_down_and_one_that_failed_says_why(
    tmp_path: Path,
) -> None:
    def load(folder: Path) -> float:
        assert "준비하고 있습니다" in client.get("/", auth=("operator", "word")).text
        raise ModelError("ink.safetensors: no such weights. Run `make models`.")

    demo = cast(DemoModule, SimpleNamespace(ABOUT=ink.ABOUT, load=load))
    residents, figures = Residents({"ink": demo}, tmp_path), Figures()
    opening = Opening(residents, figures.note_fault)
    usage = UsageRecord.in_file(tmp_path / "usage.sqlite")
    desk = TicketDesk(workers=1)
    floor = Floor(desk, residents, usage, figures, PictureLimits(1, 1))
    app = build_operator_app(
        OperatorDesk(
            "lab",
            "Asia/Seoul",
            "word",
            floor,
            {"ink": demo},
            Presence(),
            lambda: opening.is_loading,
        )
    )
    with TestClient(app) as client:
        opening.reach()
        text = client.get("/", auth=("operator", "word")).text
    assert "꺼짐" in text
    assert "시작하지 못했습니다: ink.safetensors: no such weights" in text
    desk.close()
    usage.close()


def test_new_figures_come_without_taking_the_focus_and_a_lost_server_is_told(
    watched: Server, desk_port: int, browser: Browser
) -> None:
    context = browser.new_context(
        http_credentials={"username": "operator", "password": password(watched)}
    )
    context.clock.install()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{desk_port}/")
    button = page.get_by_role("button", name="다시 시작")
    button.focus()
    page.evaluate("document.querySelector('[data-live=tries-ink]').textContent = 'old'")
    page.clock.run_for(REFRESH_MILLISECONDS)
    expect(page.locator("[data-live=tries-ink]")).to_contain_text("(올해)")
    expect(button).to_be_focused()
    page.route("**/*", lambda route: route.abort())
    page.clock.run_for(REFRESH_MILLISECONDS)
    expect(page.get_by_role("alert")).to_contain_text("답하지 않습니다")
    context.close()
