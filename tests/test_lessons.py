"""The lessons themselves: they run, their releases hide what they must, their tests tell apart."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import courses
from autograder.run import RunFunction
from courses.build import build_course, render_course
from courses.course import Course, Unit, load_course
from courses.marks import Kind, read_exercise, read_lesson
from courses.notebook import read_notebook
from courses.proof import find_leaks, prove_unit
from courses.roles import GRADED_ROLES, Role
from courses.submissions import load_trials
from tests.warm_proof import WarmProof

COURSE_FOLDERS = sorted(path.parent for path in Path(courses.__file__).parent.glob("*/course.toml"))
COURSES = [load_course(folder) for folder in COURSE_FOLDERS]
UNITS = [(course, unit) for course in COURSES for unit in course.units]
each_unit = pytest.mark.parametrize(
    ("course", "unit"),
    UNITS,
    ids=[f"{course.course_id}-{unit.assignment}" for course, unit in UNITS],
)
# torch's own libraries for a GPU take as much more, used or not: 499 MiB in place of 217.
CUDA_BYTES = 288 * 1024**2 if find_spec("nvidia") else 0
MEMORY_LIMIT_BYTES = 1024**3 + CUDA_BYTES
CPU_SECONDS_LIMIT = 60
PATIENCE_SECONDS = 280  # the machine may be busy with something else

# Runs a lesson as the program it is: warnings are errors, the network is refused, memory and
# processor time are counted.
RUNNER = """
import resource, runpy, sys, warnings
def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise RuntimeError(f"a lesson used the network: {event} {arguments}")
sys.addaudithook(refuse)
warnings.simplefilter("error")
runpy.run_path(sys.argv[1], run_name="__main__")
used = resource.getrusage(resource.RUSAGE_SELF)
# Not its ru_maxrss, which begins with the memory of whoever started us.
peak = open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]
print("\\nused", peak, used.ru_utime + used.ru_stime)
"""


def text_of(course: Course, unit: Unit, name: str) -> tuple[str, Path]:
    path = course.folder / unit.folder / name
    return path.read_text(encoding="utf-8"), path


@each_unit
@pytest.mark.parametrize("name", ["lesson.py", "exercise.py"])
def test_it_runs_as_a_program_without_warning_network_or_much_memory(
    course: Course, unit: Unit, name: str, tmp_path: Path
) -> None:
    path = (course.folder / unit.folder / name).absolute()
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(path)],
        cwd=tmp_path,
        env={"MPLBACKEND": "agg", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    peak_kib, cpu_seconds = map(float, done.stdout.rsplit("used", 1)[1].split())
    assert cpu_seconds < CPU_SECONDS_LIMIT
    assert peak_kib * 1024 < MEMORY_LIMIT_BYTES


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.course_id)
def test_building_it_twice_gives_the_same_bytes(course: Course) -> None:
    assert render_course(course) == render_course(course)


@pytest.mark.slow
@each_unit
def test_notebooks_run_silently_releases_hide_and_tests_tell_right_from_wrong(
    course: Course, unit: Unit, tmp_path: Path, warm_run: RunFunction
) -> None:
    proof = WarmProof(warm_run)
    assert prove_unit(course, unit, tmp_path, run=proof.run, autograde=proof.autograde) == ()


@pytest.mark.slow
def test_nbgraders_own_autograde_proves_a_unit_as_well(tmp_path: Path) -> None:
    course, unit = UNITS[0]
    assert prove_unit(course, unit, tmp_path) == ()


def test_a_solution_or_hidden_test_in_a_release_is_found(tmp_path: Path) -> None:
    course, unit = UNITS[0]
    build_course(course.model_copy(update={"units": (unit,)}), tmp_path)
    source = read_notebook(tmp_path / "source" / unit.assignment / f"{unit.notebook}.ipynb")
    assert list(find_leaks(source, source)) != []


@each_unit
def test_an_exercise_has_four_graded_cells_a_writing_and_10_to_20_points(
    course: Course, unit: Unit
) -> None:
    marks = [
        cell.mark for cell in read_exercise(*text_of(course, unit, "exercise.py")) if cell.mark
    ]
    graded = [mark for mark in marks if mark.role in GRADED_ROLES]
    assert len([mark for mark in graded if mark.role is Role.GRADE]) >= 4
    assert any(mark.role is Role.ANSWER for mark in graded)
    assert 10 <= sum(mark.points or 0 for mark in graded) <= 20


@each_unit
def test_every_hidden_test_says_which_mistake_it_catches(course: Course, unit: Unit) -> None:
    text, _ = text_of(course, unit, "exercise.py")
    regions = re.findall(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", text, re.DOTALL)
    assert regions
    assert all("catches " in region for region in regions)


@each_unit
def test_four_wrong_solutions_and_a_right_one_in_another_style_lie_beside_it(
    course: Course, unit: Unit
) -> None:
    trials = load_trials(course.folder / unit.folder)
    assert len([trial for trial in trials if trial.loses]) >= 4
    assert any(not trial.loses for trial in trials)


@each_unit
def test_a_lesson_opens_with_its_table_asks_for_predictions_and_ends_as_all_do(
    course: Course, unit: Unit
) -> None:
    cells = read_lesson(*text_of(course, unit, "lesson.py"))
    prose = "\n".join(cell.source for cell in cells if cell.kind is Kind.MARKDOWN)
    assert "| 걸리는 시간 | 메모리 | GPU | 데이터 |" in cells[0].source
    assert prose.count("**먼저 예상해 보세요.**") >= 3
    assert prose.index("## 기억하기") < prose.index("## 물음") < prose.index("## 더 가 보기")
    assert any("interact(" in cell.source for cell in cells)


@each_unit
def test_the_cells_of_a_lesson_are_short(course: Course, unit: Unit) -> None:
    long = {
        cell.line: lines
        for cell in read_lesson(*text_of(course, unit, "lesson.py"))
        if cell.kind is Kind.CODE and (lines := len(cell.source.strip().splitlines())) > 16
    }
    assert long == {}


@pytest.mark.parametrize("start", ["font_folder = ", "def check("])
def test_what_every_lesson_repeats_is_the_same_in_each(start: str) -> None:
    cells = [
        cell.source
        for course, unit in UNITS
        for cell in read_lesson(*text_of(course, unit, "lesson.py"))
        if cell.source.startswith(start)
    ]
    assert len(cells) == len(UNITS)
    assert len(set(cells)) == 1


def test_what_every_exercise_repeats_is_the_same_in_each() -> None:
    cells = [
        cell.source
        for course, unit in UNITS
        for cell in read_exercise(*text_of(course, unit, "exercise.py"))
        if cell.source.startswith("def check(")
    ]
    assert len(cells) == len(UNITS)
    assert len(set(cells)) == 1
