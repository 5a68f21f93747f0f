"""Every difference from nbgrader has its sentence, and strict mode switches all of them off."""

from dataclasses import asdict, fields

from autograder.differences import ALWAYS, SCORING, Differences


def test_every_difference_has_a_sentence() -> None:
    assert [field.name for field in fields(Differences)] == list(SCORING)
    assert all(text.endswith(".") for text in (*SCORING.values(), *ALWAYS.values()))


def test_strict_mode_switches_off_all_of_them() -> None:
    assert not any(asdict(Differences.none()).values())


def test_they_are_on_unless_asked_otherwise() -> None:
    assert all(asdict(Differences()).values())
