"""Values that stand for others are found wherever they lie, and exchanged."""

import gc
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pytest

from hub_config.trainee.placeholders import NotFillable, Placeholders, fill, find_blanks

STEM = "stemofatest" + "0"  # put together: the text of this file holds no placeholder
PLACEHOLDERS = Placeholders(
    STEM, frozenset({f"{STEM}-name", f"{STEM}-home"}), frozenset({7 * 10**17 + 1})
)


@pytest.fixture(autouse=True)
def few_objects() -> Iterator[None]:
    """Look at what a test makes, and not at what it runs in."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def is_left(thing: object) -> bool:
    return thing is PLACEHOLDERS or thing is vars(PLACEHOLDERS) or type(thing) is Placeholders


VALUES: dict[Any, Any] = {f"{STEM}-name": "kim", f"{STEM}-home": "/home/kim", 7 * 10**17 + 1: 30}


def filled(thing: Any) -> Any:
    held = [thing]  # a plain dictionary is found through what holds it
    fill(find_blanks(PLACEHOLDERS, is_left), VALUES)
    return held[0]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: {"a": [f"x {STEM}-name y"]}, {"a": ["x kim y"]}),
        (lambda: {"a": f"{STEM}-home/{STEM}-name"}, {"a": "/home/kim/kim"}),
        (lambda: {"a": f"{STEM}-name".encode()}, {"a": b"kim"}),
        (lambda: {"a": {"b": 7 * 10**17 + 1, "c": True}}, {"a": {"b": 30, "c": True}}),
        (lambda: SimpleNamespace(a=f"{STEM}-name"), SimpleNamespace(a="kim")),
    ],
)
def test_a_mark_is_exchanged(make: Callable[[], Any], expected: Any) -> None:
    assert filled(make()) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: {f"{STEM}-name": "as a key"},
        lambda: {"in a tuple": (f"{STEM}-name", 1)},
        lambda: {"in a set": {f"{STEM}-name"}},
        lambda: {"a part of one": f"{STEM}-na"},
        lambda: lru_cache(lambda name: name + f"{STEM}-name"),
        lambda: slice(f"{STEM}-name"),
    ],
)
def test_a_mark_where_nothing_can_be_exchanged_is_an_error(make: Callable[[], Any]) -> None:
    held = [make()]
    if hasattr(held[0], "cache_info"):
        held[0]("x")
    with pytest.raises(NotFillable):
        find_blanks(PLACEHOLDERS, is_left)
