"""Values of pandas as bytes, column by column, each by the kind of its data; no pickle.

Runs in the student's process too: imports nothing but the standard library and these libraries,
and a library only where it is loaded already (to write) or where the bytes hold one of its values.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.library_parts import kept, put, quiet

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

_EXTENSION_TYPES = {
    *(f"{kind}{bits}" for kind in ("Int", "UInt") for bits in (8, 16, 32, 64)),
    "Float32", "Float64", "boolean", "string", "str",
}  # fmt: skip


def put_pandas(encoder: "Encoder", pandas: Any, value: Any) -> bool:
    """Append `value` if it is one of pandas's; False if it is none.

    Raises:
        NotCarried: It is one that cannot be sent.
    """
    if isinstance(value, pandas.DataFrame):
        if not encoder.is_repeated(value):
            columns = [_column(pandas, array) for array in _arrays(value)]
            put(encoder, b"P", value.index, value.columns, columns)
    elif isinstance(value, pandas.Series):
        if not encoder.is_repeated(value):
            put(encoder, b"Q", value.index, value.name, _column(pandas, value))
    elif isinstance(value, pandas.Index):
        _put_index(encoder, pandas, value)
    elif value is pandas.NaT:
        encoder.tag(b"#")
    elif value is pandas.NA:
        encoder.tag(b"?")
    elif isinstance(value, pandas.Timestamp):
        zone = None if value.tz is None else str(value.tz)
        naive = value if zone is None else value.tz_convert("UTC").tz_localize(None)
        put(encoder, b"@", str(naive.isoformat()), zone, value.unit)
    elif isinstance(value, pandas.Timedelta):
        put(encoder, b"~", int(value.as_unit("ns").value), value.unit)
    elif isinstance(value, pandas.api.extensions.ExtensionArray):
        put(encoder, b"e", *_column(pandas, value))
    elif isinstance(value, pandas.api.extensions.ExtensionDtype) and str(value) in _EXTENSION_TYPES:
        put(encoder, b"D", str(value))
    elif isinstance(value, pandas.Interval):
        put(encoder, b"J", value.left, value.right, value.closed)
    elif isinstance(value, pandas.Period):
        put(encoder, b"B", int(value.ordinal), str(value.freqstr))
    elif type(value).__module__.startswith("pandas.") and hasattr(value, "_constructor"):
        raise NotCarried(f"a {type(value).__name__}")
    else:
        return False
    return True


def _arrays(frame: Any) -> Iterable[Any]:
    """What is in each column; without making a Series of each, which takes most of the time."""
    quick = getattr(frame, "_iter_column_arrays", None)  # pandas' own, and not promised
    if quick is not None:
        found: Iterable[Any] = quick()
        return found
    return (frame.iloc[:, place] for place in range(frame.shape[1]))


def _put_index(encoder: "Encoder", pandas: Any, value: Any) -> None:
    import numpy

    if isinstance(value, pandas.RangeIndex):
        put(encoder, b"j", "range", list(value.names), (value.start, value.stop, value.step))
    elif isinstance(value, pandas.MultiIndex):
        levels = [_column(pandas, level) for level in value.levels]
        codes = [numpy.asarray(part) for part in value.codes]
        put(encoder, b"j", "multi", list(value.names), (levels, codes))
    else:
        freq = getattr(value, "freqstr", None)
        put(encoder, b"j", "plain", list(value.names), (_column(pandas, value), freq))


def _column(pandas: Any, value: Any) -> tuple[str, object]:
    """A column as the name of its kind and what makes it."""
    import numpy

    dtype = value.dtype
    if isinstance(dtype, numpy.dtype):
        return "numpy", numpy.asarray(value)
    if isinstance(dtype, pandas.CategoricalDtype):
        array = pandas.Categorical(value)
        categories = _column(pandas, array.categories)
        return "category", (numpy.asarray(array.codes), categories, bool(array.ordered))
    if isinstance(dtype, pandas.DatetimeTZDtype):
        naive = pandas.DatetimeIndex(value).tz_convert("UTC").tz_localize(None)
        return "zone", (numpy.asarray(naive), str(dtype.tz))
    if isinstance(dtype, pandas.PeriodDtype):
        periods = pandas.PeriodIndex(value)
        return "period", (numpy.asarray(periods.asi8), str(periods.freqstr))
    if isinstance(dtype, pandas.IntervalDtype):
        array = pandas.IntervalIndex(value)
        ends = _column(pandas, array.left), _column(pandas, array.right)
        return "interval", (*ends, str(array.closed))
    name = str(dtype)
    if name in _EXTENSION_TYPES:
        array = getattr(value, "array", value)
        return "extension", (name, array.to_numpy(dtype=object, na_value=None).tolist())
    return "numpy", numpy.asarray(value)


def _build_column(column: object) -> Any:
    import numpy
    import pandas

    if type(column) is not tuple or len(column) != 2:
        raise BadValue("no column")
    kind, parts = column
    if kind == "numpy" and isinstance(parts, numpy.ndarray) and parts.ndim == 1:
        return parts
    if kind == "category":
        codes, categories, ordered = parts
        return pandas.Categorical.from_codes(
            codes, categories=pandas.Index(_build_column(categories)), ordered=bool(ordered)
        )
    if kind == "zone":
        values, zone = parts
        return pandas.DatetimeIndex(values).tz_localize("UTC").tz_convert(str(zone)).array
    if kind == "period":
        ordinals, freq = parts
        if not isinstance(ordinals, numpy.ndarray) or (ordinals.ndim, ordinals.dtype) != (1, "i8"):
            raise BadValue("no periods")
        return pandas.arrays.PeriodArray(ordinals, dtype=pandas.PeriodDtype(freq))
    if kind == "interval":
        left, right, closed = parts
        ends = pandas.Index(_build_column(left)), pandas.Index(_build_column(right))
        return pandas.arrays.IntervalArray.from_arrays(*ends, closed=closed)
    if kind == "extension":
        name, items = parts
        if name not in _EXTENSION_TYPES or type(items) is not list:
            raise BadValue(f"a column of {name!r:.40}")
        return pandas.array(items, dtype=_extension_type(name))
    raise BadValue("no column")


@functools.cache
def _extension_type(name: str) -> Any:
    import pandas

    return pandas.api.types.pandas_dtype(name)


def _get_index(decoder: "Decoder") -> Any:
    import pandas

    kind, names, parts = decoder.get(), decoder.get(), decoder.get()
    if type(names) is not list:
        raise BadValue("no index")
    if kind == "range":
        start, stop, step = parts
        return pandas.RangeIndex(start, stop, step, name=names[0])
    if kind == "multi":
        columns, codes = parts
        levels = [pandas.Index(_build_column(part)) for part in columns]
        return pandas.MultiIndex(levels=levels, codes=codes, names=names)
    column, freq = parts
    index = pandas.Index(_build_column(column), name=names[0])
    if type(freq) is str and isinstance(index, pandas.DatetimeIndex | pandas.TimedeltaIndex):
        return type(index)(index, freq=freq, name=names[0])
    return index


def _get_frame(decoder: "Decoder") -> Any:
    import numpy
    import pandas

    index, columns, parts = decoder.get(), decoder.get(), decoder.get()
    if not isinstance(index, pandas.Index) or not isinstance(columns, pandas.Index):
        raise BadValue("a table without an index")
    data = [_build_column(part) for part in parts]
    if len(data) != len(columns) or any(len(part) != len(index) for part in data):
        raise BadValue("a table whose columns do not fit")
    if data and _are_alike(data):
        return pandas.DataFrame(numpy.array(data).T, index=index, columns=columns, copy=False)
    frame = pandas.DataFrame(dict(enumerate(data)), index=index)
    frame.columns = columns
    return frame


def _are_alike(data: Sequence[Any]) -> bool:
    """Whether columns are numbers of one type, which pandas keeps in one array too."""
    import numpy

    first = data[0].dtype
    return (
        isinstance(first, numpy.dtype)
        and first.kind in "iufb"
        and all(part.dtype is first for part in data)
    )


def _get_series(decoder: "Decoder") -> Any:
    import pandas

    index, name, column = decoder.get(), decoder.get(), decoder.get()
    if not isinstance(index, pandas.Index):
        raise BadValue("a column without an index")
    return pandas.Series(_build_column(column), index=index, name=name)


def _get_timestamp(decoder: "Decoder") -> Any:
    import pandas

    text, zone, unit = decoder.get(), decoder.get(), decoder.get()
    stamp = pandas.Timestamp(text).as_unit(unit)
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(zone)


def _get_timedelta(decoder: "Decoder") -> Any:
    import pandas

    number, unit = decoder.get(), decoder.get()
    return pandas.Timedelta(number, unit="ns").as_unit(unit)


def _get_interval(decoder: "Decoder") -> Any:
    import pandas

    return pandas.Interval(decoder.get(), decoder.get(), decoder.get())


def _get_period(decoder: "Decoder") -> Any:
    import pandas

    return pandas.Period(ordinal=decoder.get(), freq=decoder.get())


def _get_extension(decoder: "Decoder") -> Any:
    return _build_column((decoder.get(), decoder.get()))


def _get_extension_type(decoder: "Decoder") -> Any:
    name = decoder.get()
    if name not in _EXTENSION_TYPES:
        raise BadValue(f"no data type {name!r:.40}")
    return _extension_type(name)


def _lone(name: str) -> Callable[["Decoder"], Any]:
    def get(_decoder: "Decoder") -> Any:
        import pandas

        return getattr(pandas, name)

    return get


READERS: dict[bytes, Callable[["Decoder"], Any]] = {
    b"P": kept(_get_frame),
    b"Q": kept(_get_series),
    b"j": quiet(_get_index),
    b"e": quiet(_get_extension),
    b"D": _get_extension_type,
    b"J": quiet(_get_interval),
    b"B": _get_period,
    b"@": quiet(_get_timestamp),
    b"~": _get_timedelta,
    b"#": _lone("NaT"),
    b"?": _lone("NA"),
}
