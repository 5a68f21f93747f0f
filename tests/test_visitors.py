"""A visitor's cookie can be read back, and not made by anyone else."""

import stat
from pathlib import Path

import pytest

from playground_demos.doors.visitors import Invitation, Visitor, VisitorBook, ensure_key


def test_a_cookie_is_read_back() -> None:
    book = VisitorBook(b"k" * 32)
    invited = Invitation("abcde", 1_790_000_000, 1_790_003_600)
    for visitor in (
        book.welcome(),
        Visitor("someone", counted=True),
        Visitor("someone", event="fghij", invited=invited),
    ):
        assert book.read(book.write(visitor)) == visitor


def test_a_cookie_signed_with_another_key_is_nobody() -> None:
    cookie = VisitorBook(b"a" * 32).write(Visitor("someone"))
    assert VisitorBook(b"b" * 32).read(cookie) is None


def test_a_changed_cookie_is_nobody() -> None:
    book = VisitorBook(b"k" * 32)
    cookie = book.write(Visitor("someone"))
    assert book.read(cookie.replace("someone", "another")) is None
    assert book.read(cookie.replace("n", "c", 1)) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "한글", "a.b.c", "." * 5000])
def test_nonsense_is_nobody(cookie: str | None) -> None:
    assert VisitorBook(b"k" * 32).read(cookie) is None


def test_visitors_do_not_repeat() -> None:
    book = VisitorBook(b"k" * 32)
    assert len({book.welcome().id for _ in range(1000)}) == 1000


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "key"
    key = ensure_key(path)
    assert ensure_key(path) == key
    assert len(key) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_key_file_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    assert len(ensure_key(path)) >= 32
