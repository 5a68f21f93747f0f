"""Bad input before the shipped demos: each gets a kind sentence, and nothing else is disturbed.

Once through a phone's file chooser, and once as a hostile client sends it, past the page.
"""

import base64
import io
import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.playground_server import (
    ANSWER_MILLISECONDS,
    PHONE,
    READY,
    Server,
    health,
    picture_file,
    running_playground,
)

pytestmark = pytest.mark.slow

FORTY_MEGAPIXELS = (8000, 5000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("playground")
    with running_playground(folder, package="playground_demos.demos") as one:
        yield one
        assert "Traceback" not in one.log()
        assert "Warning" not in one.log()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.set_default_timeout(ANSWER_MILLISECONDS)
    yield context.new_page()
    context.close()


def photo(size: tuple[int, int], encoding: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 40).save(buffer, encoding)
    return buffer.getvalue()


def plain(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size, 128).save(buffer, "PNG")
    return buffer.getvalue()


def open_photo(page: Page, server: Server, language: str = "ko") -> None:
    page.goto(f"{server.url}/demos/casting?lang={language}")
    name = {"ko": "내 사진도 보여 주기", "en": "Show it a photograph of yours"}[language]
    page.get_by_role("button", name=name).tap()
    page.locator("input[type=file]").wait_for(state="attached")


def show(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("input[type=file]", picture_file(name, content))


def test_a_photo_of_one_s_own_is_judged_with_a_warning(server: Server, page: Page) -> None:
    open_photo(page, server)
    expect(page.get_by_text("합성 표면만")).to_be_visible()
    show(page, "부품.jpg", photo((1600, 1200)))
    expect(page.get_by_role("heading", name="내 사진: AI가 본 불량 확률")).to_be_in_viewport()
    expect(page.get_by_text("믿지 마세요")).to_be_visible()
    expect(page.get_by_role("img", name="AI가 본 곳을 붉게 칠한 표면")).to_be_visible()
    page.get_by_role("button", name="사진 지우기").tap()
    expect(page.get_by_text("믿지 마세요")).to_have_count(0)


def test_a_photo_of_40_megapixels_is_shrunk_by_the_phone(server: Server, page: Page) -> None:
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data or "")))
    open_photo(page, server, "en")
    show(page, "large.png", plain(FORTY_MEGAPIXELS))
    expect(page.get_by_text("Do not trust this")).to_be_visible(timeout=2 * ANSWER_MILLISECONDS)
    assert max(sent) < 2_000_000


def test_a_phone_that_cannot_shrink_40_megapixels_gets_a_kind_sentence(
    server: Server, page: Page
) -> None:
    page.add_init_script("window.createImageBitmap = () => Promise.reject(new Error('memory'))")
    open_photo(page, server)
    show(page, "large.png", plain(FORTY_MEGAPIXELS))
    expect(page.locator(".lab-refusal")).to_contain_text("2,500만 화소보다 작은")
    expect(page.locator(".lab-refusal")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cat.png", "안녕하세요".encode(), "사진으로 읽을 수 없는 파일입니다"),
        ("cut.jpg", photo((900, 700))[:60_000], "깨져 있어"),
        ("cut.png", photo((400, 300), "PNG")[:40_000], "깨져 있어"),
        ("none.png", b"", "사진으로 읽을 수 없는 파일입니다"),
    ],
)
def test_a_file_that_is_no_picture_gets_a_kind_sentence_and_the_next_is_judged(
    server: Server, page: Page, name: str, content: bytes, said: str
) -> None:
    open_photo(page, server)
    show(page, name, content)
    expect(page.locator(".lab-refusal")).to_contain_text(said)
    show(page, "good.jpg", photo((600, 600)))
    expect(page.get_by_text("믿지 마세요")).to_be_visible()
    expect(page.locator(".lab-refusal")).to_have_count(0)


def test_an_empty_drawing_gets_a_kind_sentence(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/demos/handwriting?lang=ko")
    page.wait_for_selector(READY)
    page.get_by_role("button", name="3. AI에게 묻기").tap()
    expect(page.locator(".lab-refusal")).to_contain_text("아직 그린 것이 없습니다")
    expect(page.locator(".lab-refusal")).to_be_in_viewport()


class Stranger:
    """A client that speaks to the queue without our page."""

    def __init__(self, url: str, demo: str, language: str = "ko") -> None:
        self._client = httpx.Client(base_url=url, timeout=60)
        self._session = secrets.token_hex(8)
        page = self._client.get(f"/demos/{demo}?lang={language}").text
        start = page.index("window.gradio_config = ") + len("window.gradio_config = ")
        config, _ = json.JSONDecoder().raw_decode(page[start:])
        self._functions: list[dict[str, Any]] = config["dependencies"]
        self._mount = f"/demos/{demo}/{language}/gradio_api"

    def send(self, data: list[Any], function: int, ticket: Any = "") -> str:
        """What the line says after `data` went to the function; the rest of the answer too."""
        body = {"data": [*data, ticket], "fn_index": function, "session_hash": self._session}
        self._client.post(f"{self._mount}/queue/join", json=body).raise_for_status()
        address = f"{self._mount}/queue/data?session_hash={self._session}"
        said = ""
        with self._client.stream("GET", address) as lines:
            for line in lines.iter_lines():
                said += line + "\n"
                if '"process_completed"' in line:
                    return said
        raise AssertionError(f"no answer: {said}")

    def function(self, inputs: int, number: int = 0) -> int:
        """The number-th function with so many inputs beside the ticket's name."""
        fitting = [one["id"] for one in self._functions if len(one["inputs"]) == inputs + 1]
        return int(fitting[number])

    def close(self) -> None:
        self._client.close()


def as_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (as_url(plain(FORTY_MEGAPIXELS)), ("화소가 너무 많습니다", "too many pixels")),
        (as_url(b"not a picture"), ("읽을 수 없는 파일", "not a picture")),
        (as_url(photo((400, 300), "PNG")[:40_000]), ("깨져 있어", "damaged")),
        ("/etc/passwd", ("읽을 수 없는 파일", "not a picture")),
        ([[1, 2]], ("읽을 수 없는 파일", "not a picture")),
    ],
)
def test_what_a_stranger_sends_for_a_photo_gets_a_kind_sentence(
    server: Server, language: str, sent: Any, said: tuple[str, str]
) -> None:
    stranger = Stranger(server.url, "casting", language)
    # take a part: (state); judge: (state, verdict, threshold); judge a photograph: (photograph)
    answer = stranger.send([sent], stranger.function(1, 1))
    stranger.close()
    assert said[language == "en"] in answer
    assert "lab-refusal" in answer
    assert set(health(server)["demos"].values()) == {"up"}


@pytest.mark.parametrize(
    ("strokes", "said"),
    [
        (None, "아직 그린 것이 없습니다"),
        ([], "아직 그린 것이 없습니다"),
        ([[[0.5, 0.5]]], "아직 그린 것이 없습니다"),
        ("drawing", "그림을 읽지 못했습니다"),
        ([[["a", {}]]], "그림을 읽지 못했습니다"),
        ([[[0.1, 0.1]] * 9000], "획이 너무 많습니다"),
    ],
)
def test_what_a_stranger_sends_for_a_drawing_gets_a_kind_sentence(
    server: Server, strokes: Any, said: str
) -> None:
    stranger = Stranger(server.url, "handwriting")
    answer = stranger.send([strokes, None], stranger.function(2))
    stranger.close()
    assert said in answer
    assert "lab-refusal" in answer


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 100_000, ["a"], None, 7])
def test_a_ticket_that_a_stranger_names_is_no_markup_and_changes_nothing(
    server: Server, name: Any
) -> None:
    stranger = Stranger(server.url, "casting")
    answer = stranger.send(["/etc/passwd"], stranger.function(1, 1), name)
    stranger.close()
    assert "읽을 수 없는 파일" in answer
    assert "<script" not in answer
    assert "x" * 100 not in answer


def test_who_delivers_before_setting_out_gets_a_kind_sentence(server: Server) -> None:
    stranger = Stranger(server.url, "coldchain")
    answer = stranger.send([None], stranger.function(1))
    stranger.close()
    assert "아직 출발하지 않았습니다" in answer
    assert "lab-refusal" in answer
