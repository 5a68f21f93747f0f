"""What is asked for twice in a row is worked out once, and never kept for longer."""

import pytest

from autograder.student.once import Once


def counted() -> tuple[Once, list[str]]:
    asked: list[str] = []

    def read(text: str, *, loudly: bool = False) -> str:
        asked.append(text)
        if not text:
            raise ValueError("nothing to read")
        return text.upper() if loudly else text

    return Once(read), asked


def test_an_answer_is_given_twice_and_then_worked_out_anew() -> None:
    read, asked = counted()
    assert [read("a"), read("a"), read("a"), read("a")] == ["a"] * 4
    assert asked == ["a", "a"]


def test_another_question_gets_its_own_answer() -> None:
    read, asked = counted()
    assert [read("a"), read("b"), read("a", loudly=True), read("a")] == ["a", "b", "A", "a"]
    assert len(asked) == 4


def test_nothing_is_kept_of_what_was_forgotten() -> None:
    read, asked = counted()
    read("a")
    read.forget()
    read("a")
    assert asked == ["a", "a"]


def test_what_is_raised_is_not_kept() -> None:
    read, asked = counted()
    for _ in range(2):
        with pytest.raises(ValueError, match="nothing to read"):
            read("")
    assert asked == ["", ""]
