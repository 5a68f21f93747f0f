"""What the real server refuses, keeps out of its files and log, and says when it cannot start."""

import io
import json
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from tests.playground_server import (
    ANSWER_MILLISECONDS,
    CROSS,
    PATIENCE_SECONDS,
    Server,
    ask,
    free_port,
    picture_file,
    running_playground,
    start_process,
    try_out,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=http://127.0.0.1:1/",
        "gradio_api/file=/etc/passwd",
        "gradio_api/proxy=http://127.0.0.1:1/",
        "monitoring/summary",
        "monitoring",
        "gradio_api/info",
        "gradio_api/runs",
        "config",
        "static/../../../../etc/passwd",
    ],
)
def test_gradio_s_other_doors_are_closed(server: Server, path: str) -> None:
    request = httpx.Request("GET", f"{server.url}/demos/ink/ko/x")
    raw = f"/demos/ink/ko/{path}".encode()
    request.url = request.url.copy_with(raw_path=raw)
    with httpx.Client() as client:
        answer = client.send(request)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_another_visitor_who_learns_a_session_gets_nothing_of_it(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    with page.expect_request("**/queue/data?*") as asked:
        try_out(page, server.url, "first")
    session = asked.value.url.partition("session_hash=")[2].partition("&")[0]
    mount = "/demos/ink/ko/gradio_api"
    with httpx.Client(base_url=server.url) as client:
        client.get("/")
        assert client.get(f"{mount}/queue/data?session_hash={session}").status_code == 404
        join = {"data": [1] * 99, "fn_index": 0, "session_hash": session}
        assert client.post(f"{mount}/queue/join", json=join).status_code == 400
    ask(page, "mine")
    expect(page.locator(".answer")).to_contain_text("mine: 2", timeout=ANSWER_MILLISECONDS)


def test_leaving_needs_a_visitor_and_comes_from_our_own_page(server: Server) -> None:
    with httpx.Client(base_url=server.url) as client:
        assert client.post("/demos/ink/ko/leave", content="x").status_code == 403
        client.get("/")
        elsewhere = {"origin": "http://example.org"}
        path = "/demos/ink/ko/leave"
        assert client.post(path, content="x", headers=elsewhere).status_code == 403
        assert client.post(path, content="x", headers={"origin": server.url}).status_code == 204
        assert client.get(path).status_code == 404
        assert client.post("/demos/ink/xx/leave", content="x").status_code == 404


def test_an_oversized_body_is_refused_by_the_real_server(server: Server) -> None:
    with httpx.Client(base_url=server.url) as client:
        client.get("/")
        answer = client.post("/demos/ink/ko/gradio_api/queue/join", content=b"x" * 11_000_000)
    assert answer.status_code == 413


def test_a_malformed_request_disturbs_nothing(server: Server) -> None:
    with httpx.Client(base_url=server.url) as client:
        client.get("/")
        join = "/demos/ink/ko/gradio_api/queue/join"
        for body in ("", "{", "[]", '{"data": []}', '{"data": [], "fn_index": 99}'):
            answer = client.post(join, content=body, headers={"content-type": "application/json"})
            assert 400 <= answer.status_code < 600
            assert "Traceback" not in answer.text
        assert client.get("/").status_code == 200


def test_nothing_of_a_visitor_reaches_the_disk_or_the_log(
    server: Server, phone: BrowserContext
) -> None:
    page = phone.new_page()
    try_out(page, server.url, "unforgettable")
    expect(page.locator(".answer")).to_contain_text("unforgettable", timeout=ANSWER_MILLISECONDS)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "orange").save(buffer, "PNG")
    page.set_input_files("input[type=file]", picture_file("a.png", buffer.getvalue()))
    expect(page.locator(".answer", has_text="brightness")).to_be_visible()
    written = [path for path in (server.folder / "var").rglob("*") if path.is_file()]
    assert {path.name for path in written} <= {
        "usage.sqlite",
        "usage.sqlite-journal",
        "playground_visitors",
    }
    assert not any(b"unforgettable" in path.read_bytes() for path in written)
    assert "127.0.0.1 " not in server.log()


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    with (
        running_playground(tmp_path) as one,
        httpx.Client(base_url=one.url) as client,
    ):
        config = client.get("/demos/ink?lang=ko").text.partition("window.gradio_config = ")[2]
        functions = json.JSONDecoder().raw_decode(config)[0]["dependencies"]
        [number] = [function["id"] for function in functions if len(function["inputs"]) == 3]
        queue = "/demos/ink/ko/gradio_api/queue"
        press = {"data": [CROSS, "slow2", ""], "fn_index": number, "session_hash": "open"}
        client.post(f"{queue}/join", json=press).raise_for_status()
        listening = client.send(
            client.build_request("GET", f"{queue}/data?session_hash=open"), stream=True
        )
        assert listening.status_code == 200
        one.process.send_signal(signal.SIGINT)
        assert one.process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in one.log()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", one.port))


def test_a_port_in_use_is_said_without_a_traceback(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        port = taken.getsockname()[1]
        process: subprocess.Popen[str] = start_process(tmp_path, port)
        assert process.wait(PATIENCE_SECONDS) == 1
    said = (tmp_path / "log").read_text()
    assert f"cannot open 127.0.0.1:{port}: another program already listens there" in said
    assert "Traceback" not in said


def test_a_wrong_setting_is_said_without_a_traceback(tmp_path: Path) -> None:
    process = start_process(tmp_path, free_port(), "portt = 1\n")
    assert process.wait(PATIENCE_SECONDS) == 1
    said = (tmp_path / "log").read_text()
    assert "portt" in said
    assert "Traceback" not in said


def test_an_unknown_demo_in_the_settings_is_said_without_a_traceback(tmp_path: Path) -> None:
    process = start_process(tmp_path, free_port(), 'demos = ["kites"]\n')
    assert process.wait(PATIENCE_SECONDS) == 1
    said = (tmp_path / "log").read_text()
    assert '"kites" is not a demo; there are ink' in said
    assert "Traceback" not in said
