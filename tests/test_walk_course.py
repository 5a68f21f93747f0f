"""A course as its people live it, in a real browser: one trainee, one instructor, one exercise.

The steps depend on each other as they do in a class, so they are one test; its name is the story.
With `--pictures` the screenshots become the README's pictures.
"""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from courses.course import list_courses
from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.bundle_sending import read_folder
from hub_config.trainee.exchange_client import ExchangeClient
from tests import learner
from tests.running_lab import INSTANT, PROJECT, RunningLab

pytestmark = pytest.mark.slow

COURSE, ASSIGNMENT, NOTEBOOK = "ai-foundations", "unit01", "arrays_and_frames"
TRAINEE, PASSWORD = "hana.lee", "blue-tiger-42"
PATIENCE_MILLISECONDS = 120_000

DEFECT_PERCENT = """\
def defect_percent(produced, defective):
    percent = np.full(len(produced), np.nan)
    running = produced > 0
    percent[running] = 100 * defective[running] / produced[running]
    return percent
"""
STANDARDISE = """\
def standardise(readings):
    return (readings - readings.mean(axis=0)) / readings.std(axis=0)
"""


def test_a_trainee_signs_up_solves_and_reads_the_feedback_that_an_instructor_released(
    running_lab: RunningLab, browser: Browser, pictures: Path
) -> None:
    assert any(course.course_id == COURSE for course in list_courses([PROJECT / "courses"]))
    instructor = person(browser)
    log_in(instructor, running_lab, "demo-instructor", running_lab.passwords["demo-instructor"])
    release(instructor, running_lab)

    trainee = person(browser)
    sign_up(trainee, running_lab, pictures)
    log_in(trainee, running_lab, TRAINEE, PASSWORD)
    open_server(trainee)
    fetch(trainee)
    solve(trainee, running_lab, "def defect_percent", DEFECT_PERCENT)
    trainee.screenshot(path=pictures / "exercise.png")
    assert "standardise" in validate(trainee), "the exercise that is still empty is named"
    solve(trainee, running_lab, "def standardise", STANDARDISE)
    submit(trainee, pictures)
    receipt_is_genuine(trainee, running_lab)

    collect_and_grade(instructor, running_lab, pictures)
    read_as_a_person(instructor, running_lab)
    release_feedback(instructor, running_lab)

    read_feedback(trainee, running_lab, pictures)


def test_what_is_graded_at_once_has_its_feedback_without_an_instructor(
    running_lab: RunningLab,
) -> None:
    release_instant(running_lab)
    what = {"course_id": COURSE, "assignment_id": INSTANT}
    with learner.log_in(running_lab, "demo-trainee-2") as trainee:
        server = trainee.open_server()
        with httpx.Client(
            base_url=f"{running_lab.hub_url}user/{trainee.name}",
            headers=server.headers,
            timeout=PATIENCE_MILLISECONDS / 1000,
        ) as desk:
            for step in ("fetch", "submit"):
                done = desk.post(f"/assignments/{step}", params=what)
                assert done.json()["success"], done.text

            def feedback() -> list[dict[str, Any]] | None:
                listed = desk.get("/assignments", params={"course_id": COURSE}).json()["value"]
                mine = [
                    attempt
                    for one in listed
                    if (one["status"], one["assignment_id"]) == ("submitted", INSTANT)
                    for attempt in one["submissions"]
                ]
                assert "못함" not in str(mine), mine
                return mine if mine and mine[0]["has_exchange_feedback"] else None

            [attempt] = learner.wait_for(feedback, PATIENCE_MILLISECONDS / 1000)
            assert desk.post("/assignments/fetch_feedback", params=what).json()["success"]

        def receipts() -> str | None:
            page = trainee.client.get("/services/exchange/", params={"lang": "ko"}).text
            return page if "하루마다 얻은 점수의 10%" in page else None

        page = learner.wait_for(receipts, PATIENCE_MILLISECONDS / 1000)
        assert "채점이 끝났습니다" in page
        assert attempt["receipt"] in page
        trainee.stop_server()
    home = running_lab.settings.lab.state_dir / "homes" / "demo-trainee-2"
    assert list((home / COURSE / INSTANT / "feedback" / "attempt-1").glob("*.html"))


def release_instant(lab: RunningLab) -> None:
    """What formgrader's button does with the course's own rights."""
    places = learner.places(lab)
    token = places.service_token(COURSE).read_text().strip()
    files, _ = read_folder(places.course(COURSE) / "release" / INSTANT, BundleLimits(10**9))
    course = ExchangeClient(places.exchange_socket, token)
    course.put("courses", COURSE, "releases", INSTANT, "upload", files=files, force="1")


def person(browser: Browser) -> Page:
    """A new visitor of the site with a browser of their own."""
    context: BrowserContext = browser.new_context(
        locale="ko-KR", viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context.new_page()


def log_in(page: Page, lab: RunningLab, name: str, password: str) -> None:
    page.goto(f"{lab.hub_url}hub/login")
    page.get_by_label("아이디").fill(name)
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def sign_up(page: Page, lab: RunningLab, pictures: Path) -> None:
    code = (lab.settings.lab.state_dir / "secrets" / "enrolment" / "demo").read_text().strip()
    page.goto(f"{lab.hub_url}hub/signup")
    page.locator("[name=username]").fill(TRAINEE)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password_again]").fill(PASSWORD)
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="가입하기").click()
    page.wait_for_load_state()


def open_server(page: Page) -> None:
    page.get_by_role("button", name="실습실 열기").click()
    page.wait_for_url(re.compile(r"/user/.*/lab"))
    page.wait_for_selector(".jp-DirListing-content")
    expect(page.get_by_role("menuitem", name="파일")).to_be_visible()


def assignment_list(page: Page) -> None:
    page.get_by_role("button", name="과제", exact=True).click()


def fetch(page: Page) -> None:
    assignment_list(page)
    row = page.locator("#released_assignments_list .list_item", has_text=ASSIGNMENT)
    row.get_by_role("button", name="받기").click()
    downloaded = page.locator("#fetched_assignments_list .list_item", has_text=ASSIGNMENT)
    expect(downloaded.first).to_be_visible()


def solve(page: Page, lab: RunningLab, which: str, solution: str) -> None:
    path = f"{COURSE}/{ASSIGNMENT}/{NOTEBOOK}.ipynb"
    notebook = f"{lab.hub_url}user/{TRAINEE}/lab/tree/{path}"
    if not page.url.startswith(notebook):
        page.goto(notebook)
    cell = page.locator(".jp-CodeCell", has_text=which).first
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(solution)
    expect(cell).to_contain_text(solution.splitlines()[-1].strip())
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)


def validate(page: Page) -> str:
    page.locator(".jp-ToolbarButtonComponent", has_text="점검하기").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("점검 결과")
    said = dialog.inner_text()
    dialog.get_by_role("button").last.click()
    return said


def submit(page: Page, pictures: Path) -> None:
    assignment_list(page)
    row = page.locator("#fetched_assignments_list .list_item", has_text=ASSIGNMENT)
    row.get_by_role("button", name="제출하기").first.click()
    submitted = page.locator("#submitted_assignments_list")
    expect(submitted).to_contain_text("1회차")
    page.screenshot(path=pictures / "submitted.png")


def receipt_is_genuine(page: Page, lab: RunningLab) -> None:
    receipts = lab.settings.lab.state_dir / "homes" / TRAINEE / "receipts" / COURSE / ASSIGNMENT
    assert [path.name for path in receipts.iterdir()] == ["attempt-1.json"]
    page.goto(f"{lab.hub_url}services/exchange/")
    expect(page.locator("main")).to_contain_text(f"{NOTEBOOK}.ipynb")


def formgrader(lab: RunningLab, page: str = "") -> str:
    return f"{lab.hub_url}services/{COURSE}/formgrader{page}"


def press(page: Page, link: str) -> None:
    """Press one of formgrader's links and wait for its word of success."""
    page.locator(link).first.click()
    done = page.locator("#success-modal, #error-modal")
    done.wait_for()
    assert done.get_attribute("id") == "success-modal", done.inner_text()


def release(page: Page, lab: RunningLab) -> None:
    page.goto(formgrader(lab))
    press(page, f"tr:has-text('{ASSIGNMENT}') td.release a")


def collect_and_grade(page: Page, lab: RunningLab, pictures: Path) -> None:
    page.goto(formgrader(lab))
    press(page, f"tr:has-text('{ASSIGNMENT}') td.collect a")
    page.goto(formgrader(lab, f"/manage_submissions/{ASSIGNMENT}"))
    page.get_by_role("button", name="Grade all that is ungraded").click()
    said = page.locator("#grade-all .said")
    expect(said).to_contain_text("Finished.", timeout=PATIENCE_MILLISECONDS)
    page.goto(formgrader(lab, f"/manage_submissions/{ASSIGNMENT}"))
    # Two of five parts are solved: 2 + 3 of 14 points, the rest is empty or read by a person.
    expect(page.locator(f"tr:has-text('{TRAINEE}') td.score")).to_contain_text("5 / 14")
    page.screenshot(path=pictures / "formgrader.png")


def read_as_a_person(page: Page, lab: RunningLab) -> None:
    """A submission's page goes to its first field by itself, and asks nobody else for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(formgrader(lab, f"/gradebook/{ASSIGNMENT}/{NOTEBOOK}"))
    page.locator("a[href*='/formgrader/submissions/']").first.click()
    expect(page.locator(".tabbable:focus")).to_have_count(1)
    assert [url for url in asked if not url.startswith((lab.hub_url, "data:"))] == []


def release_feedback(page: Page, lab: RunningLab) -> None:
    for step in ("generate-feedback", "release-feedback"):
        page.goto(formgrader(lab, f"/manage_submissions/{ASSIGNMENT}"))
        press(page, f"tr:has-text('{TRAINEE}') td.{step} a")


def read_feedback(page: Page, lab: RunningLab, pictures: Path) -> None:
    page.goto(f"{lab.hub_url}user/{TRAINEE}/lab")
    page.wait_for_selector(".jp-DirListing-content")
    assignment_list(page)
    page.get_by_role("button", name="피드백 받기").click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text("피드백 보기")
    folder = lab.settings.lab.state_dir / "homes" / TRAINEE / COURSE / ASSIGNMENT / "feedback"
    feedback = next(folder.rglob("*.html")).read_text(encoding="utf-8")
    assert "5.0" in feedback or "5 / 14" in feedback
    assert "catches" not in feedback, "a hidden test reached a trainee"
    page.screenshot(path=pictures / "feedback.png")
