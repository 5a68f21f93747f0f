"""Bytes from a stranger become values of our own types, or a fault; never anything else."""

import collections
import datetime
import decimal
import fractions
import math
import random
import struct
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from autograder.student.errors import BadValue, NotCarried
from autograder.student.library_parts import put
from autograder.student.values import DEEPEST, Encoder, decode, encode

VALUES: list[Any] = [
    None, True, False, ..., 0, -1, 2**200, -(2**200), 1.5, -0.0, math.inf, 1 + 2j, "가나다", "\ud800", b"\x00\xff",
    [1, [2, []]], (1, (2,)), {"a": {1: None}}, {1, "x"}, frozenset({(1, 2)}), range(1, 9, 2), slice(None, 3, None),
    [float(number) for number in range(50)], bytearray(b"xy"),
    datetime.datetime(2026, 11, 22, 1, 2, 3, 4, datetime.UTC), datetime.date(2026, 1, 2), datetime.time(3, 4),
    datetime.timedelta(days=-1, microseconds=5), decimal.Decimal("1.10"), fractions.Fraction(-2, 6),
    collections.Counter("aab"), collections.OrderedDict(b=1, a=2), collections.deque([1, 2], maxlen=3),
    collections.defaultdict(list, a=[1]), int, ValueError, np.float32, np.dtype("<i2"), torch.float32, torch.Size([1, 2]),
    pd.Timestamp("2026-01-02 03:04:05.678", tz="Asia/Seoul"), pd.Timedelta("3h"),
    pd.Period("2026Q1"), pd.Interval(0.5, 2, closed="left"),
]  # fmt: skip


# Not its text alone: that of a set has another order in each process that runs tests.
@pytest.mark.parametrize(
    "value", VALUES, ids=[f"{place} {type(value).__name__}" for place, value in enumerate(VALUES)]
)
def test_a_value_comes_back_equal_and_of_the_same_type(value: Any) -> None:
    got = decode(encode(value))
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3), np.arange(6).reshape(2, 3).T, np.array(3), np.zeros((0, 4)), np.array(["a", "bc"]),
        np.array([b"x"]), np.array([1, None, "x"], dtype=object), np.array(["2026-01-01"], dtype="M8[D]"),
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]), np.array([True]), np.array([1 + 1j], dtype="c8"),
    ],
    ids=lambda array: str(array.dtype),
)  # fmt: skip
def test_an_array_keeps_shape_and_data_type(array: Any) -> None:
    got = decode(encode(array))
    assert (got.shape, got.dtype) == (array.shape, array.dtype)
    assert got.tolist() == array.tolist()


def test_tables_keep_columns_indexes_and_types() -> None:
    table = pd.DataFrame(
        {
            "text": ["a", None],
            "kind": pd.Categorical(["u", "v"], ordered=True),
            "time": pd.date_range("2026-01-01", periods=2, tz="UTC"),
            "whole": pd.array([1, None], dtype="Int64"),
            "odd": [[1], {"x": 2}],
            "month": pd.PeriodIndex(["2026-01", None], freq="M"),
            "between": pd.arrays.IntervalArray.from_arrays(
                [0.5, np.nan], [1.0, np.nan], closed="left"
            ),
            "cut": pd.cut([1, 7], [0, 5, 9]),
        },
        index=pd.MultiIndex.from_tuples([("p", 1), ("q", 2)], names=["one", "two"]),
    )
    pd.testing.assert_frame_equal(decode(encode(table)), table)
    series = pd.Series([1.0, np.nan], index=pd.date_range("2026-01-01", periods=2), name="s")
    pd.testing.assert_series_equal(decode(encode(series)), series)
    quarters = pd.period_range("2026Q1", periods=3, freq="Q", name="q")
    pd.testing.assert_index_equal(decode(encode(quarters)), quarters)


def test_a_table_of_one_kind_of_number_is_one_that_can_be_changed() -> None:
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, np.nan]}, index=[5, 7])
    got = decode(encode(table))
    pd.testing.assert_frame_equal(got, table)
    got.loc[5, "a"] = 9.0
    assert table.loc[5, "a"] == 1.0
    whole = pd.DataFrame({"a": pd.array([1, 2], dtype="Int64"), "b": pd.array([3, None], "Int64")})
    pd.testing.assert_frame_equal(decode(encode(whole)), whole)


def test_an_index_keeps_what_is_missing_and_the_order_of_its_parts() -> None:
    index = pd.MultiIndex.from_tuples([("b", 1.0), ("a", np.nan), ("b", 0.5)], names=["one", None])
    kept = index[[2, 0]]  # of a part that is left over, no row is left
    for whole in (index, kept, kept.remove_unused_levels()):
        pd.testing.assert_index_equal(decode(encode(whole)), whole)


@pytest.mark.parametrize(
    "codes", [[[0, 2], [0, 0]], [[0, -2], [0, 0]], [[0], [0, 0]], [[0, 1]], ["ab", [0, 0]], None]
)
def test_an_index_whose_rows_point_beyond_it_is_a_fault(codes: object) -> None:
    encoder = Encoder()
    levels = [("numpy", np.array([1, 2])), ("numpy", np.array([3.0]))]
    put(encoder, b"j", "multi", ["one", "two"], (levels, codes))
    with pytest.raises(BadValue):
        decode(encoder.out)


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "bfloat16", "complex64"])
def test_a_tensor_keeps_its_bits(dtype: str) -> None:
    tensor = torch.arange(6).reshape(2, 3).to(getattr(torch, dtype)).T
    got = decode(encode(tensor))
    assert got.dtype == tensor.dtype
    assert torch.equal(got, tensor)


def test_generators_of_random_numbers_go_on_where_they_were() -> None:
    generators = (np.random.default_rng(1), np.random.RandomState(2), random.Random(3))
    copies = decode(encode(generators))
    assert [one.random() for one in copies] == [one.random() for one in generators]


def test_cycles_and_shared_parts_are_kept() -> None:
    part: list[Any] = [1]
    part.append(part)
    got = decode(encode({"a": part, "b": part}))
    assert got["a"] is got["b"]
    assert got["a"][1] is got["a"]


def test_a_students_subclass_comes_over_as_its_base() -> None:
    class Liar(int):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    class Text(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

    got = decode(encode([Liar(3), Text("x")]))
    assert [type(one) for one in got] == [int, str]
    assert got[0] != 4


def test_what_is_no_value_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(DEEPEST + 5):
        deep = [deep]
    for value in (object(), lambda: 0, deep, open, np.ma.masked_array([1]), (x for x in "ab")):
        with pytest.raises(NotCarried):
            encode(value)


HUGE = struct.pack("<Q", 2**39)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"?"[:0], b"\x00", b"l" + HUGE, b"d" + HUGE, b"s" + HUGE, b"i" + HUGE, b"8" + HUGE + b"x", b"M" + HUGE,
        b"I" + HUGE, b"h" + HUGE + b"N", b"H" + HUGE, b"k" + encode("os")[1:] + encode("system")[1:],
        b"k" + encode("builtins")[1:] + encode("eval")[1:], b"k" + encode("numpy")[1:] + encode("os")[1:],
        b"a" + encode("'<f8'")[1:] + encode((2**27, 2**27)) + encode(False) + encode(b"")[1:],
        b"a" + encode("'|O'")[1:] + encode((1,)) + encode(False) + encode(b"12345678")[1:],
        b"a" + encode("__import__('os')")[1:] + encode((1,)) + encode(False) + encode(b"")[1:],
        b"O" + encode((2**28,)) + HUGE, b"v" + encode("float32") + encode((2**28,)) + b"FF" + encode(b"")[1:],
        b"v" + encode("load") + encode((1,)) + b"FF" + encode(b"")[1:], b"G" + encode({"bit_generator": "load"}),
        b"P" + b"NNN", b"Q" + b"NNN", b"j" + b"NNN", b"/" + encode((1, 0))[1:], b"4" + encode("never")[1:],
        b"S" + struct.pack("<Q", 1) + encode([]), b"d" + struct.pack("<Q", 1) + encode({}) + b"N",
        b"t" + struct.pack("<Q", 1) * 400, encode(1) + b"N",
        b"m" + encode("T")[1:] + encode(("a b",))[1:] + encode((1,))[1:],
    ],
)  # fmt: skip
def test_hostile_bytes_are_a_fault_and_nothing_else(data: bytes) -> None:
    with pytest.raises(BadValue):
        decode(data)


def test_random_bytes_are_a_fault_or_a_value() -> None:
    chance = random.Random(7)
    whole = encode([VALUES[:30], np.arange(3), {"a": (1, 2.5)}])
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            decode(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        except BadValue:
            continue
