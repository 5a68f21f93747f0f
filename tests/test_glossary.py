"""The glossary: what counts as a use, what comes too early, and what trainees see of it."""

from pathlib import Path

import nbformat
import pytest

import courses
from courses.__main__ import main
from courses.build import render_course
from courses.course import LESSONS_LINK, list_courses, load_course
from courses.errors import CourseFileError
from courses.glossary import Term, find_glossary_problems, load_glossary
from courses.glossary_page import PAGE_NAME

COURSE = """\
title = "시험"
title_en = "For tests"
{prerequisites}
"""
UNIT = """
[[units]]
folder = "0{number}_unit"
assignment = "unit0{number}"
title = "단원 {number}"
title_en = "Unit"
question = "무엇일까요?"
minutes = 10
points = 1
"""
GLOSSARY = """
[[terms]]
ko = "시간 상수"
en = "time constant"
meaning = "따라잡는 데 걸리는 시간입니다."
introduced_by = ["later/unit01"]

[[terms]]
ko = "교정"
en = "calibration"
meaning = "바로잡는 일입니다."
introduced_by = ["first/unit02"]
also = ["CAL"]
"""
EXERCISE = '# %% grade="sum" points=1\nassert 1 + 1 == 2\n'
INTRODUCES = "**교정**(calibration)을 배웁니다."


def write_course(folder: Path, lessons: list[str], prerequisites: str = "") -> None:
    text = COURSE.format(prerequisites=prerequisites)
    for number, lesson in enumerate(lessons, start=1):
        unit = folder / f"0{number}_unit"
        unit.mkdir(parents=True, exist_ok=True)
        (unit / "lesson.py").write_text(lesson, encoding="utf-8")
        (unit / "exercise.py").write_text(EXERCISE, encoding="utf-8")
        text += UNIT.format(number=number)
    (folder / "course.toml").write_text(text, encoding="utf-8")


def say(text: str) -> str:
    return f"# %% [markdown]\n# # 수업\n#\n# {text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two courses in order: `later` requires the whole of `first`."""
    (tmp_path / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    write_course(tmp_path / "first", [say("안녕하세요."), say(INTRODUCES)])
    later = [say("**시간 상수**는 교정한 뒤에 잽니다.")]
    write_course(tmp_path / "later", later, '[prerequisites]\nfirst = "unit02"\n')
    return tmp_path


def find_problems(folder: Path) -> list[str]:
    glossary = load_glossary(folder)
    assert glossary is not None
    problems = find_glossary_problems(glossary, list_courses([folder]))
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_no_term_of_the_lab_s_courses_is_used_before_it_is_introduced() -> None:
    folder = Path(courses.__file__).parent
    glossary = load_glossary(folder)
    assert glossary is not None
    assert find_glossary_problems(glossary, list_courses([folder])) == ()


def test_every_unit_of_the_lab_introduces_a_term() -> None:
    folder = Path(courses.__file__).parent
    glossary = load_glossary(folder)
    assert glossary is not None
    silent = [
        f"{course.course_id}/{unit.assignment}"
        for course in list_courses([folder])
        for unit in course.units
        if not glossary.introduced_by(course, unit)
    ]
    assert silent == []


def test_courses_in_order_have_no_problem(folder: Path) -> None:
    assert find_problems(folder) == []


def test_a_term_used_too_early_is_told_with_file_and_line(folder: Path) -> None:
    (folder / "first" / "01_unit" / "lesson.py").write_text(say("교정을 합니다."), encoding="utf-8")
    (problem,) = find_problems(folder)
    assert problem.startswith(
        "first/01_unit/lesson.py:4: the term '교정을' (calibration); first/unit02 introduces it"
    )


def test_a_term_used_too_early_in_an_exercise_is_told(folder: Path) -> None:
    path = folder / "first" / "01_unit" / "exercise.py"
    path.write_text(f"{EXERCISE}\n# %% [markdown]\n# 교정은 무엇일까요?\n", encoding="utf-8")
    (problem,) = find_problems(folder)
    assert problem.startswith("first/01_unit/exercise.py:5: the term '교정은'")


def test_without_the_prerequisite_the_later_course_comes_too_early(folder: Path) -> None:
    write_course(folder / "later", [say("**시간 상수**는 교정한 뒤에 잽니다.")])
    (problem,) = find_problems(folder)
    assert "the term '교정한'" in problem


def test_a_prerequisite_counts_up_to_the_unit_that_it_names(folder: Path) -> None:
    path = folder / "later" / "course.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"unit02"', '"unit01"'), "utf-8")
    (problem,) = find_problems(folder)
    assert "the term '교정한'" in problem


def test_prerequisites_of_prerequisites_count(folder: Path) -> None:
    last = '[prerequisites]\nlater = "unit01"\n'
    write_course(folder / "last", [say("교정과 시간 상수를 씁니다.")], last)
    assert find_problems(folder) == []


def test_an_unknown_prerequisite_is_told(folder: Path) -> None:
    write_course(folder / "last", [say("안녕")], '[prerequisites]\nfirst = "unit09"\n')
    (problem,) = find_problems(folder)
    assert problem.startswith("last/course.toml:1: prerequisite first = 'unit09'")


def test_an_everyday_word_is_not_looked_for(folder: Path) -> None:
    path = folder / "glossary.toml"
    path.write_text(f"{GLOSSARY}everyday = true\n", encoding="utf-8")
    (folder / "first" / "01_unit" / "lesson.py").write_text(say("교정을 합니다."), encoding="utf-8")
    assert find_problems(folder) == []


def test_a_term_that_its_unit_does_not_hold_in_bold_is_told(folder: Path) -> None:
    (folder / "first" / "02_unit" / "lesson.py").write_text(say("교정입니다."), encoding="utf-8")
    assert find_problems(folder) == [
        "glossary.toml:1: first/unit02 does not hold **교정**; a term stands in bold where a unit "
        "introduces it. Explain it there or name another."
    ]


def test_a_term_introduced_by_no_unit_is_told(folder: Path) -> None:
    path = folder / "glossary.toml"
    path.write_text(GLOSSARY.replace("later/unit01", "later/unit07"), encoding="utf-8")
    assert any(
        "is introduced by 'later/unit07', which is no unit" in p for p in find_problems(folder)
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("ko = ", "kp = "), r"toml:\d+: terms.0.ko is missing. Add it."),
        (("[[terms]]", "[[terms"), "not readable as TOML"),
        (("시간 상수", "교정"), "교정 is there twice"),
    ],
)
def test_a_wrong_glossary_is_refused(folder: Path, change: tuple[str, str], told: str) -> None:
    (folder / "glossary.toml").write_text(GLOSSARY.replace(*change), encoding="utf-8")
    with pytest.raises(CourseFileError, match=told):
        load_glossary(folder)


@pytest.mark.parametrize(
    "text",
    [
        "교정은", "**교정**(calibration)", "교정합니다", "교정한 뒤", "교정까지는", "교정입니다.",
        "교정이라고 합니다", "교정되었습니다", "시간 상수를", "시간\n상수", "시간 상수(τ)", "CAL은",
    ],
)  # fmt: skip
def test_particles_and_line_breaks_do_not_hide_a_term(text: str) -> None:
    assert make_term("교정", "CAL").pattern.search(text) or make_term("시간 상수").pattern.search(
        text
    )


@pytest.mark.parametrize(
    "text", ["재교정", "교정기", "교정값", "교 정", "시간 상수표", "한시간 상수", "SCAL", "CALL"]
)
def test_other_words_that_hold_the_letters_of_a_term_are_let_alone(text: str) -> None:
    assert not make_term("교정", "CAL").pattern.search(text)
    assert not make_term("시간 상수").pattern.search(text)


def test_in_code_only_hangul_is_looked_at(folder: Path) -> None:
    path = folder / "first" / "01_unit" / "lesson.py"
    path.write_text("# %%\nCAL = 3\n", encoding="utf-8")
    assert find_problems(folder) == []
    path.write_text('# %%\nprint("교정 전")\n', encoding="utf-8")
    assert find_problems(folder)[0].startswith("first/01_unit/lesson.py:2: the term '교정'")


def test_a_lesson_ends_with_its_terms_and_a_link_to_the_page_of_all(folder: Path) -> None:
    files = render_course(load_course(folder / "first"))
    assert b"glossary.ipynb" not in files["lessons/01_unit.ipynb"]
    lesson, page = (files[f"lessons/{name}.ipynb"].decode() for name in ("02_unit", "glossary"))
    assert "교정(calibration) → [용어집](glossary.ipynb)" in lesson
    assert "| 교정 | calibration | 바로잡는 일입니다. |" in page
    assert "| 시간 상수 | time constant |" in page


SPEAKS = """
# %% [markdown]
# 교정한 온도의 **시간 상수**를 구하세요.
"""
ANSWER = """
# %% [markdown] answer="why" points=1
# ### BEGIN SOLUTION
# 교정을 먼저 합니다.
# ### END SOLUTION
"""


def test_an_exercise_begins_with_the_terms_it_uses_and_a_link_that_leads_from_a_home_to_the_page(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / "later" / "01_unit" / "exercise.py"
    path.write_text(f"# %% [markdown]\n# # 과제\n{SPEAKS}\n{EXERCISE}", encoding="utf-8")
    name = "source/unit01/unit.ipynb"
    notebook = nbformat.reads(render_course(load_course(folder / "later"))[name], as_version=4)
    reminder = notebook.cells[1].source
    assert "시간 상수(time constant) · 교정(calibration) → [용어집](" in reminder
    home = tmp_path / "home"
    (home / "later" / "unit01").mkdir(parents=True)
    (home / LESSONS_LINK / "later").mkdir(parents=True)
    (home / LESSONS_LINK / "later" / PAGE_NAME).touch()
    assert (home / "later" / "unit01" / reminder.split("](")[1].rstrip(")")).is_file()


def test_a_term_that_only_a_model_answer_uses_is_not_given_away(folder: Path) -> None:
    path = folder / "first" / "02_unit" / "exercise.py"
    text = (folder / "first" / "02_unit" / "exercise.py").read_text(encoding="utf-8")
    path.write_text(text + ANSWER, encoding="utf-8")
    toml = folder / "first" / "course.toml"
    parts = toml.read_text(encoding="utf-8").rsplit("points = 1", 1)
    toml.write_text("points = 2".join(parts), encoding="utf-8")
    notebook = render_course(load_course(folder / "first"))["source/unit02/unit.ipynb"].decode()
    assert "[용어집]" not in notebook


def test_an_everyday_word_is_reminded_of_only_where_the_unit_explains_it(folder: Path) -> None:
    path = folder / "glossary.toml"
    path.write_text(GLOSSARY + "everyday = true\n", encoding="utf-8")
    for course, unit in (("first", "02_unit"), ("later", "01_unit")):
        exercise = folder / course / unit / "exercise.py"
        exercise.write_text(f"# %% [markdown]\n# 교정하세요.\n\n{EXERCISE}", encoding="utf-8")
    own = render_course(load_course(folder / "first"))["source/unit02/unit.ipynb"].decode()
    later = render_course(load_course(folder / "later"))["source/unit01/unit.ipynb"].decode()
    assert ("[용어집]" in own, "[용어집]" in later) == (True, False)


def test_courses_without_a_glossary_are_built_without_a_page(folder: Path) -> None:
    (folder / "glossary.toml").unlink()
    assert "lessons/glossary.ipynb" not in render_course(load_course(folder / "first"))


def test_the_command_line_checks_the_glossary(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "lab.toml"
    config.write_text(f'[courses]\nfolders = ["{folder}"]\n', encoding="utf-8")
    check = ["check", "--config", str(config), "--quick", "--course", "first"]
    assert main(check) == 0
    told = capsys.readouterr().out
    assert "2 terms, each explained before it is used" in told
    assert "1 of 1 tests outside, 0 wrong and 0 right solutions" in told
    (folder / "first" / "01_unit" / "lesson.py").write_text(say("교정을 합니다."), encoding="utf-8")
    assert main(check) == 1
    assert "the term '교정을' (calibration)" in capsys.readouterr().out


def make_term(ko: str, *also: str) -> Term:
    return Term(ko=ko, en="x", meaning="x", introduced_by=("a/b",), also=also)
