"""From a course folder to an nbgrader course directory, its release and its gradebook rows."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from courses.__main__ import main
from courses.build import build_course, list_assignments, render_course
from courses.course import Course, list_courses, load_course
from courses.errors import CourseFileError, MarkError, ReleaseError
from courses.gradebook import ensure_assignments, open_gradebook
from courses.install import install_course
from courses.marks import read_cells
from courses.notebook import build_notebook, read_notebook, write_notebook
from courses.release import open_directory, release_assignment

COURSE = """\
title = "시험 과목"
title_en = "A course for tests"

[calendar]
starts = 2027-01-04

[[units]]
folder = "01_first"
assignment = "unit01"
title = "하나"
title_en = "One"
question = "무엇일까요?"
minutes = 10
points = 3
due_days = 4
"""
LESSON = '# %% [markdown]\n# # 수업\n\n# %%\nprint("안녕하세요")\n'
EXERCISE = """\
# %% solution="double"
def double(number):
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION

# %% grade="double_works" points=2
assert double(2) == 4
### BEGIN HIDDEN TESTS
assert double(-7) == -14
### END HIDDEN TESTS

# %% [markdown] answer="why" points=1
# 왜 두 배인가요?
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "courses" / "tiny"
    unit = folder / "01_first"
    (unit / "files").mkdir(parents=True)
    (folder / "course.toml").write_text(COURSE, encoding="utf-8")
    (unit / "lesson.py").write_text(LESSON, encoding="utf-8")
    (unit / "exercise.py").write_text(EXERCISE, encoding="utf-8")
    (unit / "files" / "parts.csv").write_text("a,b\n1,2\n")
    return load_course(folder)


def test_building_twice_gives_the_same_bytes(course: Course) -> None:
    assert render_course(course) == render_course(course)


def test_a_course_becomes_lessons_sources_and_their_files(course: Course) -> None:
    assert sorted(render_course(course)) == [
        "lessons/01_first.ipynb",
        "lessons/parts.csv",
        "source/unit01/first.ipynb",
        "source/unit01/parts.csv",
    ]


def test_a_built_exercise_satisfies_nbformat_and_nbgrader(course: Course) -> None:
    content = render_course(course)["source/unit01/first.ipynb"]
    notebook = nbformat.reads(content.decode(), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "jupytext" not in content.decode()


def test_writing_a_notebook_that_was_read_changes_no_byte(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "one.ipynb"
    path.write_bytes(render_course(course)["source/unit01/first.ipynb"])
    assert write_notebook(read_notebook(path)) == path.read_bytes()


def test_equal_cells_at_two_places_have_two_ids() -> None:
    cells = read_cells("# %%\nprint(1)\n\n# %%\nprint(1)\n", Path("x.py"))
    first, second = build_notebook(cells).cells
    assert first.id != second.id


def test_a_second_build_touches_nothing(course: Course, tmp_path: Path) -> None:
    first = build_course(course, tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    second = build_course(course, tmp_path / "out")
    assert second.written == second.kept == second.removed == ()
    assert second.unchanged == first.written
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


def test_a_file_edited_in_the_course_directory_is_kept(course: Course, tmp_path: Path) -> None:
    build_course(course, tmp_path / "out")
    edited = tmp_path / "out" / "source" / "unit01" / "parts.csv"
    edited.write_text("an instructor was here\n")
    report = build_course(course, tmp_path / "out")
    assert report.kept == ("source/unit01/parts.csv",)
    assert edited.read_text() == "an instructor was here\n"


def test_a_file_that_left_the_course_is_removed(course: Course, tmp_path: Path) -> None:
    build_course(course, tmp_path / "out")
    (course.folder / "01_first" / "files" / "parts.csv").unlink()
    report = build_course(course, tmp_path / "out")
    assert report.removed == ("lessons/parts.csv", "source/unit01/parts.csv")
    assert not (tmp_path / "out" / "lessons" / "parts.csv").exists()


def test_mistakes_of_lesson_and_exercise_come_together_and_nothing_is_written(
    course: Course, tmp_path: Path
) -> None:
    unit = course.folder / "01_first"
    (unit / "lesson.py").write_text('# %% grade="x" points=1\nassert True\n')
    (unit / "exercise.py").write_text(EXERCISE.replace(" points=2", ""), encoding="utf-8")
    with pytest.raises(MarkError) as caught:
        build_course(course, tmp_path / "out")
    assert {problem.path.name for problem in caught.value.problems} == {"lesson.py", "exercise.py"}
    assert not (tmp_path / "out").exists()


def test_points_that_differ_from_the_course_file_are_refused(course: Course) -> None:
    (course.folder / "01_first" / "exercise.py").write_text(
        EXERCISE.replace("points=2", "points=5"), encoding="utf-8"
    )
    with pytest.raises(MarkError, match=r"add up to 6 points; course\.toml says 3"):
        render_course(course)


def test_a_unit_without_its_exercise_is_refused(course: Course) -> None:
    (course.folder / "01_first" / "exercise.py").unlink()
    with pytest.raises(CourseFileError, match=r"exercise\.py: no such file"):
        render_course(course)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("points = 3", "points = 0", r"units\.0\.points = 0"),
        ("minutes = 10", 'minutes = "long"', r'toml:\d+: units\.0\.minutes = "long"'),
        ("[calendar]", "colour = 1\n[calendar]", r"toml:\d+: colour is not a key; expected one of"),
        ('title = "시험 과목"', "", r"course\.toml: title is missing\. Add it"),
        ('title = "시험 과목"', "title = ", "not readable as TOML"),
        ('assignment = "unit01"', 'assignment = "과제"', r'units\.0\.assignment = "과제"'),
    ],
)
def test_a_wrong_course_file_is_named_with_its_key(
    course: Course, old: str, new: str, words: str
) -> None:
    path = course.folder / "course.toml"
    path.write_text(COURSE.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseFileError, match=words):
        load_course(course.folder)


def test_two_folders_with_one_course_id_are_refused(course: Course, tmp_path: Path) -> None:
    (tmp_path / "more" / "tiny" / "source").mkdir(parents=True)
    with pytest.raises(CourseFileError, match="already used"):
        list_courses([tmp_path / "courses", tmp_path / "more"])


def test_a_missing_folder_of_courses_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseFileError, match="no such folder"):
        list_courses([tmp_path / "nowhere"])


def test_a_plain_nbgrader_course_is_copied_beside_ours(course: Course, tmp_path: Path) -> None:
    assignment = tmp_path / "courses" / "plain" / "source" / "ps1"
    assignment.mkdir(parents=True)
    content = render_course(course)["source/unit01/first.ipynb"]
    (assignment / "problem.ipynb").write_bytes(content)
    plain, tiny = list_courses([tmp_path / "courses"])
    build_course(plain, tmp_path / "out" / "plain")
    assert (plain.course_id, tiny.course_id) == ("plain", "tiny")
    assert list_assignments(plain) == ("ps1",)
    copied = tmp_path / "out" / "plain" / "source" / "ps1" / "problem.ipynb"
    assert copied.read_bytes() == content
    assert release_assignment(tmp_path / "out" / "plain", "ps1").fresh


def test_a_release_is_made_once_and_again_when_the_source_changed(
    course: Course, tmp_path: Path
) -> None:
    build_course(course, tmp_path / "tiny")
    assert release_assignment(tmp_path / "tiny", "unit01").fresh
    assert not release_assignment(tmp_path / "tiny", "unit01").fresh
    (course.folder / "01_first" / "exercise.py").write_text(
        EXERCISE.replace("왜 두", "어째서 두"), encoding="utf-8"
    )
    build_course(course, tmp_path / "tiny")
    assert release_assignment(tmp_path / "tiny", "unit01").fresh


def test_a_release_keeps_the_question_and_hides_solution_and_hidden_tests(
    course: Course, tmp_path: Path
) -> None:
    build_course(course, tmp_path / "tiny")
    release = release_assignment(tmp_path / "tiny", "unit01")
    text = (release.folder / "first.ipynb").read_text(encoding="utf-8")
    assert "왜 두 배인가요?" in text
    assert "여기에 답을 쓰세요" in text
    assert "assert double(2) == 4" in text
    assert "2 * number" not in text
    assert "-14" not in text
    assert (release.folder / "parts.csv").is_file()


def test_an_unknown_assignment_is_refused_with_the_known_ones(
    course: Course, tmp_path: Path
) -> None:
    build_course(course, tmp_path / "tiny")
    with pytest.raises(ReleaseError, match="one of unit01"):
        release_assignment(tmp_path / "tiny", "unit99")


def test_a_source_that_nbgrader_refuses_is_reported_with_its_log(
    course: Course, tmp_path: Path
) -> None:
    build_course(course, tmp_path / "tiny")
    path = tmp_path / "tiny" / "source" / "unit01" / "first.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][1]["metadata"]["nbgrader"]["points"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(ReleaseError, match="failed to validate"):
        release_assignment(tmp_path / "tiny", "unit01")


def test_due_dates_reach_the_gradebook_in_utc(course: Course, tmp_path: Path) -> None:
    directory = open_directory(tmp_path / "tiny")
    build_course(course, tmp_path / "tiny")
    ensure_assignments(course, directory, timezone="Asia/Seoul")
    ensure_assignments(course, directory, timezone="Asia/Seoul")
    with open_gradebook(directory.db_url, "tiny") as gradebook:
        due = gradebook.find_assignment("unit01").duedate
    assert due.replace(tzinfo=UTC) == datetime(2027, 1, 8, 9, tzinfo=UTC)


def test_a_due_date_that_an_instructor_moved_stays(course: Course, tmp_path: Path) -> None:
    directory = open_directory(tmp_path / "tiny")
    build_course(course, tmp_path / "tiny")
    ensure_assignments(course, directory, timezone="Asia/Seoul")
    with open_gradebook(directory.db_url, "tiny") as gradebook:
        gradebook.update_or_create_assignment("unit01", duedate="2027-02-01T00:00:00")
    ensure_assignments(course, directory, timezone="Asia/Seoul")
    with open_gradebook(directory.db_url, "tiny") as gradebook:
        assert gradebook.find_assignment("unit01").duedate == datetime(2027, 2, 1)


def test_a_new_start_of_the_class_moves_the_due_dates(course: Course, tmp_path: Path) -> None:
    directory = open_directory(tmp_path / "tiny")
    build_course(course, tmp_path / "tiny")
    ensure_assignments(course, directory, timezone="UTC")
    later = COURSE.replace("2027-01-04", "2027-03-01")
    (course.folder / "course.toml").write_text(later, encoding="utf-8")
    ensure_assignments(load_course(course.folder), directory, timezone="UTC")
    with open_gradebook(directory.db_url, "tiny") as gradebook:
        assert gradebook.find_assignment("unit01").duedate == datetime(2027, 3, 5, 18)


def test_the_command_line_builds_and_names_an_unknown_course(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "lab.toml"
    config.write_text('[courses]\nfolders = ["courses"]\n')
    build = ["build", "--config", str(config), "--into", str(tmp_path / "var")]
    assert main([*build, "--course", "tiny"]) == 0
    assert "1 of 1 released anew" in capsys.readouterr().out
    assert main([*build, "--course", "nothing"]) == 1
    told = capsys.readouterr().err
    assert "there are ai-foundations, " in told
    assert ", tiny. Choose one." in told


def test_one_course_that_cannot_be_built_does_not_stop_the_others(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "courses" / "broken"
    shutil.copytree(course.folder, broken)
    (broken / "01_first" / "lesson.py").unlink()
    config = tmp_path / "lab.toml"
    config.write_text('[courses]\nfolders = ["courses"]\nrelease_on_build = false\n')
    assert main(["build", "--config", str(config), "--into", str(tmp_path / "var")]) == 1
    captured = capsys.readouterr()
    assert "lesson.py: no such file" in captured.err
    assert "tiny: 4 files written" in captured.out
    assert not (tmp_path / "var" / "tiny" / "release").exists()


def test_one_assignment_that_nbgrader_refuses_does_not_stop_the_others(
    course: Course, tmp_path: Path
) -> None:
    plain = tmp_path / "courses" / "plain" / "source"
    good = render_course(course)["source/unit01/first.ipynb"]
    for name, content in (("ps1", good.replace(b'"points": 2', b'"hint": 2')), ("ps2", good)):
        (plain / name).mkdir(parents=True)
        (plain / name / "problem.ipynb").write_bytes(content)
    done = install_course(load_course(plain.parent), tmp_path / "plain", timezone="UTC")
    assert [release.assignment for release in done.releases] == ["ps2"]
    assert "ps1: nbgrader could not release it" in done.failures[0]
