"""The language model reads what trainees may read, and is measured on what it never read."""

from pathlib import Path

import pytest

from playground_demos.demos.words.training.lab_text import (
    COURSES,
    FOLDS,
    HELD_OUT,
    fold_of,
    lab_paragraphs,
)
from playground_demos.demos.words.training.train import learned_paragraphs

LESSON = """\
# %% [markdown]
# # 제목은 짧습니다
#
# 이 문단은 **두 줄에** 걸쳐
# 이어집니다.
# - 첫째로 꼽은 것은 이렇게 씁니다.
#
# | 표의 칸은 | 읽지 않습니다 |
#
# ### BEGIN SOLUTION
# 정답은 아무에게도 보여 주지 않는 글입니다.
# ### END SOLUTION
# 정답 뒤의 글은 다시 읽어도 됩니다.

# %%
# 코드 안의 설명은 읽지 않습니다.
x = "한국어로 쓴 글자열도 읽지 않습니다"
"""


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """One lesson and a glossary of one term."""
    (tmp_path / "course" / "01_unit").mkdir(parents=True)
    (tmp_path / "course" / "01_unit" / "lesson.py").write_text(LESSON, encoding="utf-8")
    term = '[[terms]]\nko = "용어"\nmeaning = "뜻을 적어 둔 말 한마디입니다."\n'
    (tmp_path / "glossary.toml").write_text(term, encoding="utf-8")
    return tmp_path


def test_paragraphs_are_plain_text_without_tables_code_and_solutions(courses: Path) -> None:
    assert lab_paragraphs(courses) == (
        "이 문단은 두 줄에 걸쳐 이어집니다.",
        "첫째로 꼽은 것은 이렇게 씁니다.",
        "정답 뒤의 글은 다시 읽어도 됩니다.",
        "용어: 뜻을 적어 둔 말 한마디입니다.",
    )


def test_a_folder_without_lessons_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no lessons"):
        lab_paragraphs(tmp_path)


def test_no_key_of_an_exercise_is_learned() -> None:
    keys = [
        line.removeprefix("# ").strip()
        for path in COURSES.glob("*/*/exercise.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# 채점:")
    ]
    assert keys
    everything = "\n".join(lab_paragraphs())
    assert [key for key in keys if key in everything] == []


def test_what_is_held_out_is_not_learned_and_is_about_a_tenth() -> None:
    everything, learned = set(lab_paragraphs()), set(learned_paragraphs())
    held_out = everything - learned
    assert all(fold_of(one) == HELD_OUT for one in held_out)
    assert not any(fold_of(one) == HELD_OUT for one in learned)
    assert 0.5 < len(held_out) / len(everything) * FOLDS < 2
